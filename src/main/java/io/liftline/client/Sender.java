package io.liftline.client;

import io.liftline.client.Inputs.Input;

/// Sends rows of files to the service.
final class Sender {

    private final Post post;
    private final Patience patience;
    private final ImportOptions options;

    Sender(Post post, Patience patience, ImportOptions options) {
        this.post = post;
        this.patience = patience;
        this.options = options;
    }

    /// Posts a compressed body.
    interface Post {
        Answer send(String path, String type, byte[] gzip) throws Exception;
    }

    /// What the service says to a request.
    sealed interface Reply {

        /// The rows that can be stored are stored; of a dry run, the rows were checked.
        record Stored(Receipt receipt) implements Reply {}

        /// The rows are too many for one request.
        record TooMuch(Answer answer) implements Reply {}

        /// The request will never be accepted, whatever rows it has.
        record Refused(Answer answer) implements Reply {}

        /// The service did not answer in time, or does not accept the key.
        record Unanswered(String reason) implements Reply {}
    }

    /// Sends rows and waits for the answer, as long as the patience lasts.
    Reply send(Batch batch, Input file) {
        byte[] body = batch.gzip();
        String query = options.reading().query(file.form());
        String path =
                file.form().path() + query + (options.dryRun() ? (query.isEmpty() ? "?" : "&") + "dry_run=true" : "");
        try {
            Answer answer = patience.answer(() -> post.send(path, file.form().type(), body));
            return Receipt.of(answer, file.form(), batch)
                    .<Reply>map(Reply.Stored::new)
                    .orElseGet(() -> refusal(answer));
        } catch (StoppedException e) {
            return new Reply.Unanswered(String.valueOf(e.getMessage()));
        }
    }

    private static Reply refusal(Answer answer) {
        boolean ofRows = answer.status() == 422 && !answer.json().has("errors");
        return answer.status() == 413 || answer.status() == 504 || ofRows
                ? new Reply.TooMuch(answer)
                : new Reply.Refused(answer);
    }
}
