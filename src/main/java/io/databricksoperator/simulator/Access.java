package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Who may call: tokens, OAuth clients, and routes that some may not use (databricks-api.md 4.2, 4.3
 * and 5.7).
 */
final class Access {
  private record Credential(Principal principal, long expires) {}

  private record Client(String secret, Principal principal) {}

  /** Who a Kubernetes token must be from, about and for, to become the client. */
  private record Trust(String client, String issuer, String subject, String audience) {
    boolean fits(JsonNode claims) {
      JsonNode aud = claims.path("aud");
      return issuer.equals(claims.path("iss").asText())
          && subject.equals(claims.path("sub").asText())
          && (aud.isArray() ? Json.strings(aud).contains(audience) : audience.equals(aud.asText()));
    }
  }

  private record Ban(String userName, Glob routes) {}

  private final Settings settings;
  private final Clock clock;
  private final Map<String, Credential> tokens = new ConcurrentHashMap<>();
  private final Map<String, Client> clients = new ConcurrentHashMap<>();
  private final Set<Ban> bans = ConcurrentHashMap.newKeySet();
  private final Set<Trust> trusts = ConcurrentHashMap.newKeySet();
  private final AtomicLong issued = new AtomicLong();

  /**
   * @param clock the base of the workspace's own: clients count the life of tokens by theirs, which
   *     is neither sped up nor advanced
   */
  Access(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  void addToken(String token, Principal principal) {
    tokens.put(token, new Credential(principal, Long.MAX_VALUE));
  }

  /** False when there was no such token. */
  boolean revoke(String token) {
    return tokens.remove(token) != null;
  }

  void addClient(String id, String secret) {
    clients.put(id, new Client(secret, new Principal(id, true)));
  }

  /** Takes away a client and everything that was issued to it; false when there was none. */
  boolean removeClient(String id) {
    tokens
        .values()
        .removeIf(
            credential ->
                credential.principal().servicePrincipal()
                    && credential.principal().userName().equals(id));
    trusts.removeIf(trust -> trust.client().equals(id));
    return clients.remove(id) != null;
  }

  /** Lets a client in with tokens of another issuer, as a federation policy does. */
  void trust(String client, String issuer, String subject, String audience) {
    clients.putIfAbsent(client, new Client("", new Principal(client, true)));
    trusts.add(new Trust(client, issuer, subject, audience));
  }

  void forbid(String userName, Glob routes) {
    bans.add(new Ban(userName, routes));
  }

  void allow(String userName) {
    bans.removeIf(ban -> ban.userName().equals(userName));
  }

  /** Who stands behind a token or a client id; null when nobody does. */
  Principal known(String tokenOrClient) {
    Credential credential = tokens.get(tokenOrClient);
    Client client = clients.get(tokenOrClient);
    return credential != null ? credential.principal() : client == null ? null : client.principal();
  }

  /** Exchanges a client's id and secret for a token; null when they are wrong. */
  String issue(String id, String secret) {
    Client client = clients.get(id);
    boolean right = client != null && !secret.isEmpty() && client.secret().equals(secret);
    return right ? issue(client.principal()) : null;
  }

  /**
   * Exchanges another issuer's claims for a token; null when no policy lets them in. Signatures are
   * not checked.
   */
  String exchange(String id, JsonNode claims) {
    boolean live = claims.path("exp").asLong(Long.MAX_VALUE / 1000) * 1000 > clock.millis();
    boolean trusted =
        trusts.stream().anyMatch(trust -> trust.client().equals(id) && trust.fits(claims));
    return live && trusted ? issue(clients.get(id).principal()) : null;
  }

  private String issue(Principal principal) {
    long dayAgo = clock.millis() - Duration.ofDays(1).toMillis();
    tokens.values().removeIf(credential -> credential.expires() < dayAgo);
    String token = "sim-" + Long.toHexString(issued.incrementAndGet() * 0x9E3779B97F4A7C15L);
    tokens.put(token, new Credential(principal, clock.millis() + lifetime()));
    return token;
  }

  /** Milliseconds that an issued token lives. */
  long lifetime() {
    return settings.millis(Setting.TOKEN_LIFETIME);
  }

  Principal authenticate(Request request) {
    String header = request.authorization();
    if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
      throw new ApiError(
          401,
          "UNAUTHENTICATED",
          "Credential was not sent or was of an unsupported type for this API.");
    }
    Credential credential = tokens.get(header.substring(7).strip());
    if (credential == null) {
      throw refused(Setting.INVALID_TOKEN_STATUS, "Invalid access token.");
    }
    if (credential.expires() <= clock.millis()) {
      throw refused(Setting.EXPIRED_TOKEN_STATUS, "Access token has expired.");
    }
    return credential.principal();
  }

  /** Whether the principal may not use the route. */
  boolean forbids(Principal principal, Request request) {
    return List.copyOf(bans).stream()
        .anyMatch(
            ban ->
                ban.userName().equals(principal.userName())
                    && ban.routes().matches(request.route()));
  }

  private ApiError refused(Setting setting, String message) {
    return settings.text(setting).equals("401")
        ? new ApiError(401, "UNAUTHENTICATED", message)
        : new ApiError(403, "PERMISSION_DENIED", message);
  }
}
