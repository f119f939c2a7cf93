/// The removal of wells that were written by mistake.
package io.liftline.ingest.removal;
