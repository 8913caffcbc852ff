# Needs Maven and a JDK >= 21 (Maven itself may run on an older one). Tests that want Python 3, curl or kubectl say NOT RUN
# where there is none.
MVN := mvn -B -ntp -Dstyle.color=never
EXPORTS := --add-exports jdk.compiler/com.sun.tools.javac.api=ALL-UNNAMED \
  --add-exports jdk.compiler/com.sun.tools.javac.code=ALL-UNNAMED \
  --add-exports jdk.compiler/com.sun.tools.javac.file=ALL-UNNAMED \
  --add-exports jdk.compiler/com.sun.tools.javac.parser=ALL-UNNAMED \
  --add-exports jdk.compiler/com.sun.tools.javac.tree=ALL-UNNAMED \
  --add-exports jdk.compiler/com.sun.tools.javac.util=ALL-UNNAMED

# Runs a main class of the test class path with the toolchain's JDK.
JAVA := $(MVN) -q toolchains:select-jdk-toolchain@default exec:exec

.PHONY: jar demo test crds docs format

jar:
	$(MVN) -q package -DskipTests

# The quickstart on a simulated workspace; KEEP=1 stays up afterwards. Java is started without Maven around it, so that
# Ctrl-C reaches it and the prompt comes back only when everything has ended.
demo:
	@echo "Building ..."
	@$(MVN) -q package -DskipTests dependency:build-classpath \
	  -Dmdep.outputFile=target/test.classpath -Dmdep.includeScope=test
	@java=$$(bin/find-java) || exit 1; \
	width=; [ -t 1 ] && width=--width=$$(tput cols 2>/dev/null || echo 100); \
	exec "$$java" -XX:TieredStopAtLevel=1 \
	  -cp "target/test-classes:target/classes:$$(cat target/test.classpath)" io.databricksoperator.demo.Demo \
	  $$width $(if $(filter-out 0,$(KEEP)),--keep)

# The whole suite, then the jar from outside; the last lines count what ran.
test:
	@rm -rf target/surefire-reports target/smoke.count
	@status=0; $(MVN) package && .ci/smoke || status=1; .ci/counts || status=1; exit $$status

# Writes deploy/crds from the api room; the build fails when they are out of date.
crds:
	$(MVN) -q test-compile
	$(JAVA) -Dexec.args="-cp %classpath io.databricksoperator.crds.CrdGenerator deploy/crds"

# Brings the tables of fields and reasons in docs up to date; the build fails when they are not.
docs:
	$(MVN) -q test-compile
	$(JAVA) -Dexec.args="-cp %classpath io.databricksoperator.crds.PageTables docs"

# Formats every Java file in place; the build fails on a file that is not formatted.
format:
	$(JAVA) -Dexec.args="$(EXPORTS) -cp %classpath com.google.googlejavaformat.java.Main --replace \
	  $$(git ls-files -co --exclude-standard '*.java' | tr '\n' ' ')"
