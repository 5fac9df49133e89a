"""From a batch to the cloud and back: transport, journal, sender, reconcile; ``standin`` answers like the cloud."""
