package io.databricksoperator.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What looks like a secret is hidden, what does not is left, and no text is slow. */
class MaskTest {

  private static final int MIB = 1 << 20;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "token dapi0123456789abcdef-2 refused | token *** refused",
        "Bearer eyJhbGciOi.eyJzdWIiOi.c2ln | ***",
        "xeyJhbGciOi.eyJzdWIiOi.c2ln! | x***!",
        "AKIAABCDEFGHIJKLMNOP and ASIAABCDEFGHIJKLMNOP | *** and ***",
        "jdbc:postgresql://bot:hunter2@db/x | jdbc:postgresql://bot:***@db/x",
        "jdbc:mysql://bot:p@ss:w@db:3306/x | jdbc:mysql://bot:***@db:3306/x",
        "mongodb+srv://:hunter2@db/x | mongodb+srv://:***@db/x",
        "https://bot:hunter2@pypi.corp/x.whl | https://***@pypi.corp/x.whl",
        "git+https://s0metoken@github.com/o/r.git | git+https://***@github.com/o/r.git",
        "AccountName=x;AccountKey=c2VjcmV0;EndpointSuffix=y |"
            + " AccountName=x;AccountKey=***;EndpointSuffix=y",
        "SharedAccessKeyName=Root;SharedAccessKey=c2VjcmV0= |"
            + " SharedAccessKeyName=Root;SharedAccessKey=***",
        "Server=db;Uid=sa;Pwd=swordfish; | Server=db;Uid=sa;Pwd=***;",
        "aws_session_token=abcd, aws_secret_access_key = abcd | aws_session_token=***,"
            + " aws_secret_access_key = ***",
        "{\"client_secret\": \"abcdef\", \"clientSecret\":\"abcdef\"} | {\"client_secret\":"
            + " \"***\", \"clientSecret\":\"***\"}",
        "{\\\"password\\\": \\\"abcdef\\\"} | {\\\"password\\\": \\\"***\"}",
        "https://x.blob.core.windows.net/c?sv=1&sig=ab%2F |"
            + " https://x.blob.core.windows.net/c?sv=1&sig=***",
        "glpat-abcdefghijklmnopqrst | ***",
        "ghp_abcdefghijklmnopqrstuvwxyz0123456789, github_pat_11ABCDEFG0123456789_abc | ***, ***",
        "xoxb-123456789012-abcdef xoxp-123456789012 | *** ***",
        "AIzaSyA0123456789abcdefghijklmnopqrstuv | ***",
      })
  void secretsAreHidden(String text, String shown) {
    assertThat(Mask.over(text)).isEqualTo(shown);
    assertThat(Mask.needed(text)).isTrue();
  }

  @Test
  void aPrivateKeyIsHiddenToItsEndOrToTheEndOfTheText() {
    // Given
    var begin = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nMIIEpAIBAAKCAQEA+/=\n";

    // Then
    assertThat(Mask.over("a " + begin + "-----END RSA PRIVATE KEY----- b")).isEqualTo("a *** b");
    assertThat(Mask.over("a " + begin)).isEqualTo("a ***");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abfss://data@account.dfs.core.windows.net/a.whl",
        "wasbs://data@account.blob.core.windows.net:443/a",
        "git@github.com:org/repo.git",
        "https://adb-1.azuredatabricks.net:443/Workspace/Users/me@example.com/etl",
        "/Workspace/Users/me@example.com/glpat",
        "PWD=/Workspace/Users/me",
        "max_tokens: 40960",
        "the token of run 1234567 expired",
        "SharedAccessKeyName=RootManage",
        "task load failed: column user_id is missing",
        "s3://bucket/eyJ/part-0000.parquet",
        "10.0.0.1:7077 from user@host",
      })
  void whatIsNoSecretIsLeftAsItIs(String text) {
    assertThat(Mask.over(text)).isEqualTo(text);
    assertThat(Mask.needed(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "eyJ",
        "eyJaaaaaaa",
        "basic ",
        "://a:",
        "https://a",
        "token=",
        "-----BEGIN ",
        "😀"
      })
  void noTextIsSlow(String part) {
    var text = part.repeat(MIB / part.length());

    // Far from what it takes, and far from what time that grows with the square would take.
    assertTimeoutPreemptively(Duration.ofMinutes(1), () -> Mask.over(text));
  }
}
