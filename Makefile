# Needs a JDK >= 21 (Maven itself may run on an older one), Maven, and for `make test` optionally Python 3.
MVN := mvn -B -ntp
EXPORTS := --add-exports jdk.compiler/com.sun.tools.javac.api=ALL-UNNAMED \
  --add-exports jdk.compiler/com.sun.tools.javac.code=ALL-UNNAMED \
  --add-exports jdk.compiler/com.sun.tools.javac.file=ALL-UNNAMED \
  --add-exports jdk.compiler/com.sun.tools.javac.parser=ALL-UNNAMED \
  --add-exports jdk.compiler/com.sun.tools.javac.tree=ALL-UNNAMED \
  --add-exports jdk.compiler/com.sun.tools.javac.util=ALL-UNNAMED

# Runs a main class of the test class path with the toolchain's JDK.
JAVA := $(MVN) -q toolchains:select-jdk-toolchain@default exec:exec

.PHONY: jar test crds format

jar:
	$(MVN) -q package -DskipTests

test:
	$(MVN) test

# Writes deploy/crds from the api room; the build fails when they are out of date.
crds:
	$(MVN) -q test-compile
	$(JAVA) -Dexec.args="-cp %classpath io.databricksoperator.crds.CrdGenerator deploy/crds"

# Formats every Java file in place; the build fails on a file that is not formatted.
format:
	$(JAVA) -Dexec.args="$(EXPORTS) -cp %classpath com.google.googlejavaformat.java.Main --replace \
	  $$(git ls-files -co --exclude-standard '*.java' | tr '\n' ' ')"
