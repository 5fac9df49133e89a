"""Files in and out: plan files, batches of requests, plan documents."""
