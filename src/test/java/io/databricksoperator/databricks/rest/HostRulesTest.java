package io.databricksoperator.databricks.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which hosts may be sent credentials. */
class HostRulesTest {

  private static final HostRules STANDARD = HostRules.of(List.of());
  private static final HostRules EXTENDED =
      HostRules.of(
          List.of(
              ".corp.example",
              "Dbx.Partner.example",
              "http://127.0.0.1:1234",
              "https://proxy.corp:8443",
              "http://[::1]:1234"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://adb-1234567890123456.7.azuredatabricks.net",
        "https://dbc-a1b2345c-d6e7.cloud.databricks.com",
        "https://x.cloud.databricks.us",
        "https://x.cloud.databricks.mil",
        "https://adb-1.2.databricks.azure.us",
        "https://adb-1.2.databricks.azure.cn",
        "https://1234567890123456.7.gcp.databricks.com",
        "https://ADB-1.2.AzureDatabricks.NET",
        "HTTPS://x.cloud.databricks.com",
        "https://x.cloud.databricks.com:443",
      })
  void databricksOwnDomainsAreAllowed(String host) {
    assertThat(STANDARD.check(host)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "http://x.cloud.databricks.com | credentials are not sent unprotected",
        "x.cloud.databricks.com | must begin with https://",
        "ftp://x.cloud.databricks.com | must begin with https://",
        "file:///etc/passwd | must begin with https://",
        "//x.cloud.databricks.com | must begin with https://",
        "https:x.cloud.databricks.com | must begin with https://",
        "https:/x.cloud.databricks.com | must begin with https://",
        "https:///x.cloud.databricks.com | no /, path",
        "https://x.cloud.databricks.com/ | no /, path",
        "https://x.cloud.databricks.com/api | no /, path",
        "https://evil.example/.cloud.databricks.com | no /, path",
        "https://evil.example?.cloud.databricks.com | no /, path",
        "https://evil.example#.cloud.databricks.com | no /, path",
        "https://evil.example\\.cloud.databricks.com | plain name",
        "https://x.cloud.databricks.com@evil.example | before an @",
        "https://user:secret@x.cloud.databricks.com | before an @",
        "https://evil.example%2f.cloud.databricks.com | plain name",
        "https://x_y.cloud.databricks.com | plain name",
        "https://x .cloud.databricks.com | plain name",
        "https://x.cloud.databricks.com. | not end with a dot",
        "https://x..cloud.databricks.com | plain name",
        "https://.cloud.databricks.com | plain name",
        "https://-x.cloud.databricks.com | plain name",
        "https://cloud.databricks.com | none of Databricks' own",
        "https://evilcloud.databricks.com | none of Databricks' own",
        "https://x.cloud.databricks.com.evil.example | none of Databricks' own",
        "https://evil.example | none of Databricks' own",
        "https://kubernetes.default.svc | none of Databricks' own",
        "https://localhost | none of Databricks' own",
        "https://metadata.google.internal | none of Databricks' own",
        "https://x.cloud.databricks.com:8443 | must not have a port",
        "https://x.cloud.databricks.com:0 | from 1 to 65535",
        "https://x.cloud.databricks.com:65536 | from 1 to 65535",
        "https://x.cloud.databricks.com:99999999 | plain name",
        "https://x.cloud.databricks.com: | plain name",
        "https://169.254.169.254 | a name, not an IP address",
        "https://10.0.0.1 | a name, not an IP address",
        "https://127.0.0.1 | a name, not an IP address",
        "https://127.1 | can be read in two ways",
        "https://2130706433 | can be read in two ways",
        "https://0x7f000001 | can be read in two ways",
        "https://0x7f.0.0.1 | can be read in two ways",
        "https://0177.0.0.1 | can be read in two ways",
        "https://017700000001 | can be read in two ways",
        "https://1.2.3.256 | can be read in two ways",
        "https://1.2.3.4.5 | can be read in two ways",
        "https://x.cloud.databricks.com.1 | can be read in two ways",
        "https://[::1] | a name, not an IP address",
        "https://[::ffff:169.254.169.254] | can be read in two ways",
        "https://[fe80::1%25eth0] | plain name",
        "https://[fd00:ec2::254] | a name, not an IP address",
        "https://xn--fsq.example | none of Databricks' own",
        "https://dаtabricks.cloud.databricks.com | xn-- form",
        "https://x。cloud.databricks.com | xn-- form",
        "http://127.0.0.1:1234 | credentials are not sent unprotected",
      })
  void everythingElseIsRefusedWithASentence(String host, String sentence) {
    assertThat(STANDARD.check(host))
        .hasValueSatisfying(said -> assertThat(said).contains(sentence));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "\thttps://x.cloud.databricks.com", "https://x.cloud.databricks.com\n"})
  void whiteSpaceIsNoHost(String host) {
    assertThat(STANDARD.check(host)).isPresent();
  }

  @Test
  void noHostAndAnEndlessHostAreRefused() {
    assertThat(STANDARD.check(null)).isPresent();
    assertThat(STANDARD.check("https://" + "a.".repeat(100_000) + "databricks.com")).isPresent();
    assertThat(STANDARD.check("https://" + "a".repeat(64) + ".cloud.databricks.com")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://a.corp.example",
        "https://a.b.corp.example",
        "https://dbx.partner.example",
        "https://a.dbx.partner.example",
        "http://127.0.0.1:1234",
        "https://proxy.corp:8443",
        "http://[::1]:1234",
        "https://x.cloud.databricks.com",
      })
  void whatAnAdministratorAddedIsAllowed(String host) {
    assertThat(EXTENDED.check(host)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://corp.example",
        "https://adbx.partner.example",
        "http://a.corp.example",
        "https://a.corp.example:8443",
        "http://127.0.0.1:1235",
        "http://127.0.0.1",
        "https://127.0.0.1:1234",
        "http://0x7f000001:1234",
        "http://2130706433:1234",
        "http://127.1:1234",
        "http://[0:0:0:0:0:0:0:1]:1234",
        "http://proxy.corp:8443",
        "https://proxy.corp",
        "https://a.proxy.corp:8443",
      })
  void anAdditionCoversNoMoreThanItSays(String host) {
    assertThat(EXTENDED.check(host)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "x.cloud.databricks.com, x.cloud.databricks.com",
    "ftp://x.cloud.databricks.com, x.cloud.databricks.com",
    "https:/x.cloud.databricks.com, x.cloud.databricks.com",
    "https://x.cloud.databricks.com/?o=1234, x.cloud.databricks.com",
    "HTTP://X.cloud.databricks.com, x.cloud.databricks.com",
    "http://x.cloud.databricks.com:8443/jobs, x.cloud.databricks.com",
    "https://x.cloud.databricks.com:8443, x.cloud.databricks.com",
    "http://a.corp.example, a.corp.example",
    "dbx.partner.example, dbx.partner.example",
  })
  void theSentenceSaysWhatToWriteForAHostThatIsAllowed(String host, String name) {
    assertThat(EXTENDED.check(host))
        .hasValueSatisfying(
            said ->
                assertThat(said)
                    .endsWith(": write https://" + name + ".")
                    .doesNotContain("--allowed-host"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "evil.example", "https://evil.example/x", "dapi0123456789", "x y"})
  void theSentenceShowsAnExampleWhereItCannotKnowWhatIsMeant(String host) {
    assertThat(STANDARD.check(host))
        .hasValueSatisfying(
            said ->
                assertThat(said)
                    .endsWith(", as in https://adb-123.4.azuredatabricks.net.")
                    .doesNotContain("--allowed-host", "evil", "dapi"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://dbx.corp", "http://proxy.corp:8080", "https://10.0.0.1", "https://a.b:1"})
  void anUnlistedHostIsNamedWithTheOptionThatAllowsIt(String host) {
    assertThat(STANDARD.check(host))
        .hasValueSatisfying(
            said ->
                assertThat(said)
                    .endsWith(
                        "An administrator allows it with --allowed-host "
                            + host
                            + " on the operator."));
  }

  @Test
  void anAdditionThatIsNoneIsToldThatAnOriginMayBePlainHttp() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HostRules.of(List.of("ftp://corp.example")))
        .withMessageContaining("https:// or http://");
  }

  @Test
  void theSentenceNeverRepeatsAPassword() {
    assertThat(STANDARD.check("https://user:hunter2@x.cloud.databricks.com").orElseThrow())
        .doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "com",
        ".com",
        "*.corp.example",
        "corp.example.",
        "corp.example:8443",
        "10.0.0.1",
        ".0.0.1",
        "http://",
        "https://a/b",
        "ftp://corp.example",
        "https://0x7f000001",
        "a b.example"
      })
  void anAdditionThatIsNoDomainAndNoOriginIsRefusedAtStart(String entry) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HostRules.of(List.of(entry)))
        .withMessageContaining("'" + entry + "' cannot be allowed. ");
  }
}
