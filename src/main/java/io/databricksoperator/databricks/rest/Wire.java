package io.databricksoperator.databricks.rest;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * One HTTP exchange. The I/O happens on OkHttp's own threads; the caller, often a virtual thread,
 * only waits, and stops waiting in time even where a look-up of a name hangs.
 */
final class Wire {

  /** What an exchange came to. */
  sealed interface Outcome {}

  /** An answer, whatever it says. */
  record Answered(Reply reply) implements Outcome {}

  /**
   * No answer.
   *
   * @param sent whether the request may have arrived
   */
  record Broken(IOException cause, boolean sent) implements Outcome {}

  /**
   * The caller was interrupted; its flag is set again.
   *
   * @param sent whether the request may have arrived
   */
  record Interrupted(boolean sent) implements Outcome {}

  /** The answer is longer than anything we ask for. */
  static final class TooLongException extends IOException {
    TooLongException(int most) {
      super("The answer is longer than " + most + " bytes.");
    }
  }

  /** OkHttp has its own call time-out; this is how much later the caller leaves in any case. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final OkHttpClient client;
  private final Network network;

  Wire(OkHttpClient client, Network network) {
    this.client = client;
    this.network = network;
  }

  /**
   * Sends a request, once.
   *
   * @param whenOver run when the exchange is over, maybe after the caller has stopped waiting
   */
  Outcome exchange(Request request, Runnable whenOver) {
    var passage = new Passage();
    var call = client.newCall(request.newBuilder().tag(Passage.class, passage).build());
    var outcome = new CompletableFuture<Outcome>();
    call.enqueue(new Listener(passage, outcome, whenOver));
    try {
      var longest = network.callTimeout().plus(GRACE).toNanos();
      return outcome.get(longest, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Interrupted(!stop(call, passage));
    } catch (TimeoutException e) {
      return new Broken(new IOException("timeout"), !stop(call, passage));
    } catch (ExecutionException e) {
      throw new IllegalStateException("an exchange ends in a value", e);
    }
  }

  private static boolean stop(Call call, Passage passage) {
    var neverSent = passage.giveUp();
    call.cancel();
    return neverSent;
  }

  private Reply read(Response response) throws IOException {
    var body = response.body();
    if (body == null) {
      return new Reply(response.code(), response.headers(), new byte[0]);
    }
    if (body.source().request(network.bodyBytes() + 1L)) {
      throw new TooLongException(network.bodyBytes());
    }
    return new Reply(response.code(), response.headers(), body.source().readByteArray());
  }

  private final class Listener implements Callback {
    private final Passage passage;
    private final CompletableFuture<Outcome> outcome;
    private final Runnable whenOver;

    Listener(Passage passage, CompletableFuture<Outcome> outcome, Runnable whenOver) {
      this.passage = passage;
      this.outcome = outcome;
      this.whenOver = whenOver;
    }

    @Override
    public void onResponse(Call call, Response response) {
      try (response) {
        outcome.complete(new Answered(read(response)));
      } catch (IOException e) {
        outcome.complete(new Broken(e, true));
      } finally {
        whenOver.run();
      }
    }

    @Override
    public void onFailure(Call call, IOException e) {
      try {
        outcome.complete(new Broken(e, passage.sent()));
      } finally {
        whenOver.run();
      }
    }
  }
}
