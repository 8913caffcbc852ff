package io.databricksoperator.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.api.Reason;
import io.databricksoperator.api.WorkspaceAuth;
import io.databricksoperator.api.WorkspaceAuth.SecretKey;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** What is said of credentials that are none. */
class CredentialsTest {

  private static final WorkspaceAuth AUTH =
      new WorkspaceAuth(new WorkspaceAuth.TokenAuth(new SecretKey("databricks", "token")), null);

  private static Credentials of(String value) {
    var data = Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
    return Credentials.of(AUTH, new SecretBuilder().addToData("token", data).build());
  }

  @Test
  void aKeyWithNothingInItAndOneWithWhiteSpaceAreToldApart() {
    assertThat(of(""))
        .isEqualTo(
            new Credentials.Missing(
                Reason.SecretKeyBlank, "key token of Secret databricks is empty"));
    assertThat(of(" \n"))
        .isEqualTo(
            new Credentials.Missing(
                Reason.SecretKeyBlank,
                "key token of Secret databricks holds nothing but white space"));
  }

  @Test
  void whatToRenewIsNamedWithItsKeyAndSecret() {
    assertThat(Credentials.renewal(AUTH)).isEqualTo("renew the key token of Secret databricks");
  }
}
