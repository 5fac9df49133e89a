"""Running sweeps: on one process, on many or on a cluster, with rows kept in files, so that a killed one goes on."""
