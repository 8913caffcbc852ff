package io.databricksoperator.effect;

import io.databricksoperator.api.Operation;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which intents this process wrote and has not acted on yet (design 5). An intent that it does not
 * know may have been sent by a process that died: it is in doubt from the moment it is first seen.
 */
public final class Intents {

  /** What this process knows of an intent. */
  public sealed interface Standing {}

  /** Written by this process, and nothing was sent for it. */
  public record Fresh() implements Standing {}

  /**
   * Something may have been sent for it.
   *
   * @param since from when on nothing more was sent
   */
  public record Doubtful(Instant since) implements Standing {}

  /**
   * It was carried out; its end is still to be seen.
   *
   * @param at when the answer came
   */
  public record Acted(Instant at) implements Standing {}

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Map<String, Standing> known = new ConcurrentHashMap<>();
  private final Map<String, Instant> resting = new ConcurrentHashMap<>();

  /** A new intent's token. */
  public String open() {
    var bytes = new byte[8];
    RANDOM.nextBytes(bytes);
    var token = HexFormat.of().formatHex(bytes);
    open(token);
    return token;
  }

  /** A new intent whose token is made elsewhere. */
  public void open(String token) {
    known.put(token, new Fresh());
  }

  /** It was carried out. */
  public void acted(String token, Instant at) {
    known.put(token, new Acted(at));
  }

  /** Where an intent stands; one never seen before is in doubt from now on. */
  public Standing standing(String token, Instant now) {
    return known.computeIfAbsent(token, unknown -> new Doubtful(now));
  }

  /** It is not sent again before this, whatever wakes its object. */
  public void rest(String token, Instant until) {
    resting.put(token, until);
  }

  /** Before when it is not sent again; null if it may be sent now. */
  public Instant restsUntil(String token) {
    return resting.get(token);
  }

  /** Something is about to be sent, or was, for this intent. */
  public void doubt(String token, Instant now) {
    known.put(token, new Doubtful(now));
  }

  /**
   * What was sent certainly never arrived or was refused: the intent stands as it stood before,
   * which is in doubt if an earlier try may have arrived.
   */
  public void restore(String token, Standing before) {
    known.put(token, before);
  }

  /**
   * Forgets the intent that an object had, unless it still has it.
   *
   * @param before null for none
   * @param after null for none
   * @return whether there was one and it is done
   */
  public boolean close(Operation before, Operation after) {
    boolean done = before != null && (after == null || !before.token().equals(after.token()));
    if (done) {
      known.remove(before.token());
      resting.remove(before.token());
    }
    return done;
  }
}
