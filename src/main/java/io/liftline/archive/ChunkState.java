package io.liftline.archive;

import java.sql.SQLException;
import java.time.Instant;

/// How far the archiving of a version has come: due, exported, stored, verified, dropped. Each state has the
/// methods that lead to the next; no other class creates one, except for [Catalogue], which reads them.
sealed interface ChunkState {

    /// The version.
    ChunkVersion chunk();

    /// The chunk is to be exported.
    record Due(ChunkVersion chunk) implements ChunkState {

        /// A Parquet file has been made of the rows.
        Exported exported(Export export) {
            return new Exported(chunk, export);
        }
    }

    /// A Parquet file was made. It is a local file, so it is lost if the process is.
    record Exported(ChunkVersion chunk, Export export) implements ChunkState {

        /// The file is in the store.
        Stored stored(Instant at) {
            return new Stored(chunk, export, at);
        }

        /// The file is lost.
        Due lost() {
            return new Due(chunk);
        }
    }

    /// The object is in the store.
    record Stored(ChunkVersion chunk, Export export, Instant at) implements ChunkState {

        /// The object was read back and is what was exported.
        Verified verified(Proof proof) {
            if (!proof.export().equals(export)) {
                throw new IllegalArgumentException(
                        "this proves another export: " + proof.export().object());
            }
            return new Verified(chunk, export, proof.at());
        }

        /// The object is not in the store any more.
        Due lost() {
            return new Due(chunk);
        }
    }

    /// The object was read back from the store, and is equal to what the database said about the chunk.
    record Verified(ChunkVersion chunk, Export export, Instant at) implements ChunkState {

        /// Drops the chunk, if the database agrees. This is the only way to drop one.
        DropOutcome drop(DropGate gate) throws SQLException {
            return gate.drop(this);
        }

        Dropped dropped() {
            return new Dropped(chunk, export, at);
        }
    }

    /// The rows are in the store only.
    ///
    /// @param verifiedAt when the object was read back
    record Dropped(ChunkVersion chunk, Export export, Instant verifiedAt) implements ChunkState {

        /// The rows were restored into the hypertable.
        Verified broughtBack() {
            return new Verified(chunk, export, verifiedAt);
        }
    }
}
