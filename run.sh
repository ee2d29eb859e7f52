#!/usr/bin/env bash
# Builds Gatehouse, puts it into a Keycloak server, starts that with the demo realm and the demo programs, and ends all of it on
# Ctrl-C. Everything it makes lies in .run/ and in the modules' target/ folders. See --help.
set -euo pipefail

readonly ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
readonly RUN="$ROOT/.run"
readonly HOME_DIR="$RUN/keycloak"
readonly DATA="$HOME_DIR/data"
readonly REALM_FILE="$ROOT/realm-exports/gatehouse-demo.json"
readonly DEPENDENCY_PLUGIN="org.apache.maven.plugins:maven-dependency-plugin:3.8.1"
# What goes into the zip and the demo; the tests are not needed to run it.
readonly MODULES="common storage api-tokens authenticators event-listeners account-security themes distribution demo"
readonly BUILD_OPTIONS="--db=dev-file --health-enabled=true --metrics-enabled=true --features=declarative-ui"
readonly READY_SECONDS=300
readonly STOP_SECONDS=20

port=8080
fresh=false
keycloak_version=""
keycloak_pid=""
demo_pid=""
locked=false

usage() {
  cat <<USAGE
Usage: ./run.sh [--port N] [--fresh] [--keycloak-version V]

Builds Gatehouse, installs it in a Keycloak server and starts that with the demo realm "gatehouse" on http://localhost:8080.
Needs a JDK (17 or newer), Maven and Node.js (20 or newer). Ctrl-C ends everything that was started.

  --port N               Keycloak's port (default 8080); the others follow: reports API N+1, gateway N+2, SMTP N+3,
                         mail page N+4, Keycloak's management port N+920
  --fresh                forget the data of earlier starts (users, tokens, settings)
  --keycloak-version V   run on another Keycloak than the one the project names (26.7.4, for example)
  --help                 show this text

All ports are opened on 127.0.0.1 only: the demo's passwords are public.
USAGE
}

say() { printf '%s\n' "$*"; }
fail() { printf 'run.sh: %s\n' "$*" >&2; exit 1; }

read_arguments() {
  while [ $# -gt 0 ]; do
    case "$1" in
      --port) [ $# -ge 2 ] || fail "--port needs a number"; port="$2"; shift ;;
      --port=*) port="${1#*=}" ;;
      --keycloak-version) [ $# -ge 2 ] || fail "--keycloak-version needs a version"; keycloak_version="$2"; shift ;;
      --keycloak-version=*) keycloak_version="${1#*=}" ;;
      --fresh) fresh=true ;;
      --help | -h) usage; exit 0 ;;
      *) usage >&2; fail "unknown option $1" ;;
    esac
    shift
  done
  # 64615 = 65535 - 920, so that the management port is one, too.
  [[ "$port" =~ ^[1-9][0-9]{0,4}$ ]] && [ "$port" -le 64615 ] || fail "--port must be a number from 1 to 64615, not \"$port\""
  [[ "$keycloak_version" =~ ^[0-9A-Za-z.-]*$ ]] || fail "\"$keycloak_version\" is not a version"
  management_port=$((port + 920))
  api_port=$((port + 1))
  gateway_port=$((port + 2))
  smtp_port=$((port + 3))
  mail_page_port=$((port + 4))
}

# --- what has to be there -----------------------------------------------------------------------------------------------------------

major_version_of_java() { "$1" -version 2>&1 | sed -n -E 's/.* version "(1\.)?([0-9]+).*/\2/p' | head -n 1; }

check_tools() {
  local missing="" major
  # kc.sh and Maven prefer JAVA_HOME over the path; so must this check.
  java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
  jar="${JAVA_HOME:+$JAVA_HOME/bin/}jar"
  if ! command -v "$java" >/dev/null; then
    missing+=$'\n'"  - a JDK, version 17 or newer: no $java found"
  else
    major="$(major_version_of_java "$java")"
    if [ "${major:-0}" -lt 17 ]; then
      missing+=$'\n'"  - a JDK, version 17 or newer: $(command -v "$java") is version ${major:-unknown} (is JAVA_HOME right?)"
    elif ! command -v "$jar" >/dev/null; then
      missing+=$'\n'"  - a JDK: $(command -v "$java") is a runtime only, the tools jar and javac are missing"
    fi
  fi
  command -v mvn >/dev/null || missing+=$'\n'"  - Maven: no mvn found"
  if ! command -v node >/dev/null; then
    missing+=$'\n'"  - Node.js, version 20 or newer: no node found"
  else
    major="$(node --version | sed -E 's/^v([0-9]+).*/\1/')"
    [ "$major" -ge 20 ] || missing+=$'\n'"  - Node.js, version 20 or newer: $(command -v node) is version $major"
    command -v npm >/dev/null || missing+=$'\n'"  - npm, which usually comes with Node.js: no npm found"
  fi
  [ -z "$missing" ] || fail "please install first:$missing"
}

in_use() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

check_ports() {
  local entry
  for entry in "$port Keycloak" "$management_port Keycloak's management" "$api_port the reports API" "$gateway_port the gateway" \
    "$smtp_port SMTP" "$mail_page_port the mail page"; do
    if in_use "${entry%% *}"; then
      fail "port ${entry%% *} (for ${entry#* }) is in use by another program; end that or choose other ports: ./run.sh --port 18080"
    fi
  done
}

# Two servers on one data folder would fight over the embedded database.
take_lock() {
  mkdir -p "$RUN"
  if ! mkdir "$RUN/lock" 2>/dev/null; then
    local owner
    owner="$(cat "$RUN/lock/pid" 2>/dev/null || true)"
    if [ -n "$owner" ] && kill -0 "$owner" 2>/dev/null; then
      fail "it is already running from this folder (process $owner); end that first"
    fi
    rm -rf "$RUN/lock"
    mkdir "$RUN/lock"
  fi
  locked=true
  echo $$ >"$RUN/lock/pid"
}

# --- starting and ending child processes --------------------------------------------------------------------------------------------

# Runs a step so that a signal to this script alone ends it at once: bash delays traps only for children in the foreground.
step() {
  "$@" &
  wait $!
}

in_folder() {
  cd "$1"
  shift
  exec "$@"
}

children_of() {
  local child
  for child in $(ps -A -o pid=,ppid= | awk -v parent="$1" '$2 == parent { print $1 }'); do
    children_of "$child"
    echo "$child"
  done
}

stop() {
  local status=$? waited=0 pid remaining
  trap - EXIT
  trap '' INT TERM HUP PIPE
  if [ -n "$(jobs -p)" ]; then
    [ -z "$keycloak_pid" ] || say "Ending Keycloak and the demo ..." 2>/dev/null || true
    remaining="$(children_of $$)"
    for pid in $(jobs -p); do kill -TERM "$pid" 2>/dev/null || true; done
    while [ -n "$(jobs -pr)" ] && [ "$waited" -lt "$STOP_SECONDS" ]; do
      sleep 1
      waited=$((waited + 1))
    done
    # Only what hangs, and what a killed build left behind, is still there now.
    for pid in $remaining; do kill -KILL "$pid" 2>/dev/null || true; done
  fi
  [ "$locked" = false ] || rm -rf "$RUN/lock"
  exit "$status"
}

# --- building -----------------------------------------------------------------------------------------------------------------------

property() { sed -n -E "s|.*<$1>([^<]+)</$1>.*|\1|p" "$ROOT/pom.xml" | head -n 1; }

# One number for the content of everything the build reads, so that a rename, a deletion or an older branch is noticed, too.
fingerprint_of_sources() {
  local module
  {
    echo "$ROOT/pom.xml"
    for module in $MODULES; do
      find "$ROOT/$module" \( -name target -o -name node_modules \) -prune -o -type f -print
    done
  } | LC_ALL=C sort | tr '\n' '\0' | xargs -0 cksum | cksum
}

build() {
  local before
  zip="$ROOT/distribution/target/gatehouse-$project_version.zip"
  demo_jar="$ROOT/demo/target/gatehouse-demo-$project_version.jar"
  before="$(fingerprint_of_sources)"
  if [ -f "$zip" ] && [ -f "$demo_jar" ] && [ -d "$ROOT/demo/target/lib" ] && [ "$(cat "$RUN/built" 2>/dev/null)" = "$before" ]; then
    return
  fi
  say "Building Gatehouse $project_version (the first time Maven and npm fetch what they need: some minutes) ..."
  rm -f "$RUN/built"
  step in_folder "$ROOT" mvn -q -B -ntp -DskipTests -pl distribution,demo -am package >"$RUN/log/maven.log" 2>&1 \
    || { tail -n 40 "$RUN/log/maven.log" >&2; fail "the build failed; its last lines are above, all of them in .run/log/maven.log"; }
  [ -f "$zip" ] || fail "the build made no $zip"
  echo "$before" >"$RUN/built"
}

fetch_keycloak() {
  keycloak_zip="$RUN/keycloak-quarkus-dist-$keycloak_version.zip"
  [ ! -f "$keycloak_zip" ] || return 0
  say "Fetching Keycloak $keycloak_version from the Maven repository ..."
  # "copy" with an explicit type takes that one file: the distribution's POM is not published for every version.
  step mvn -q -B -ntp -f "$ROOT/pom.xml" -N "$DEPENDENCY_PLUGIN:copy" \
    -Dartifact="org.keycloak:keycloak-quarkus-dist:$keycloak_version:zip" -DoutputDirectory="$RUN" >"$RUN/log/maven.log" 2>&1 \
    || { tail -n 40 "$RUN/log/maven.log" >&2; fail "Keycloak $keycloak_version could not be fetched; see above"; }
  [ -f "$keycloak_zip" ] || fail "Maven did not put $keycloak_zip there"
}

install_server() {
  local wanted
  wanted="$keycloak_version $BUILD_OPTIONS $(cksum <"$zip")"
  if [ "$(cat "$HOME_DIR/gatehouse-installed" 2>/dev/null)" = "$wanted" ]; then
    return
  fi
  fetch_keycloak
  say "Installing Gatehouse in Keycloak $keycloak_version ..."
  rm -rf "$RUN/new"
  mkdir -p "$RUN/new"
  # The JDK's jar unpacks zip files everywhere, but drops the permission to execute.
  step in_folder "$RUN/new" "$jar" xf "$keycloak_zip"
  step in_folder "$RUN/new/keycloak-$keycloak_version" "$jar" xf "$zip"
  chmod +x "$RUN/new/keycloak-$keycloak_version"/bin/*.sh
  # shellcheck disable=SC2086 # the options are separate words
  JAVA_OPTS_APPEND="-XX:TieredStopAtLevel=1" step "$RUN/new/keycloak-$keycloak_version/bin/kc.sh" build $BUILD_OPTIONS \
    >"$RUN/log/build.log" 2>&1 || { tail -n 30 "$RUN/log/build.log" >&2; fail "Keycloak refused the build; see above"; }
  if [ -d "$DATA" ]; then
    rm -rf "$RUN/new/keycloak-$keycloak_version/data"
    mv "$DATA" "$RUN/new/keycloak-$keycloak_version/data"
    # Packed copies of the theme that was installed before.
    rm -rf "$RUN/new/keycloak-$keycloak_version/data/tmp"
  fi
  rm -rf "$HOME_DIR"
  mv "$RUN/new/keycloak-$keycloak_version" "$HOME_DIR"
  rm -rf "$RUN/new"
  echo "$wanted" >"$HOME_DIR/gatehouse-installed"
}

# The caller's own Keycloak settings (KC_DB, KC_HOSTNAME ...) are not meant for this server.
forget_foreign_settings() {
  local variable
  for variable in $(compgen -e KC_ || true); do unset "$variable"; done
}

# --- running ------------------------------------------------------------------------------------------------------------------------

start_keycloak() {
  mkdir -p "$DATA/import"
  cp "$REALM_FILE" "$DATA/import/"
  say "Starting Keycloak $keycloak_version on http://localhost:$port ..."
  # GATEHOUSE_DEMO tells the server that a realm marked as a demo belongs here; without it such a realm is warned about.
  GATEHOUSE_DEMO=true GATEHOUSE_DEMO_SMTP_HOST=localhost GATEHOUSE_DEMO_SMTP_PORT="$smtp_port" \
    KC_BOOTSTRAP_ADMIN_USERNAME=admin KC_BOOTSTRAP_ADMIN_PASSWORD=admin \
    "$HOME_DIR/bin/kc.sh" start --optimized --import-realm --cache=local \
    --http-enabled=true --http-host=127.0.0.1 --http-port="$port" --http-management-port="$management_port" \
    --hostname="http://localhost:$port" >"$RUN/log/keycloak.log" 2>&1 &
  keycloak_pid=$!
}

start_demo() {
  "$java" -cp "$demo_jar:$ROOT/demo/target/lib/*" io.github.gatehouse.demo.Demo \
    --keycloak="http://localhost:$port" --realm-file="$REALM_FILE" --api-port="$api_port" --gateway-port="$gateway_port" \
    --smtp-port="$smtp_port" --mail-page-port="$mail_page_port" >"$RUN/log/demo.log" 2>&1 &
  demo_pid=$!
}

check_alive() {
  if ! kill -0 "$keycloak_pid" 2>/dev/null; then
    tail -n 30 "$RUN/log/keycloak.log" >&2
    keycloak_pid=""
    fail "Keycloak has ended; its last lines are above, all of them in .run/log/keycloak.log"
  fi
  if ! kill -0 "$demo_pid" 2>/dev/null; then
    tail -n 30 "$RUN/log/demo.log" >&2
    fail "the demo programs have ended; see above and .run/log/demo.log"
  fi
}

pause() { step sleep "$1"; }

keycloak_is_ready() {
  local status
  exec 3<>"/dev/tcp/127.0.0.1/$management_port" || return 1
  printf 'GET /health/ready HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
  read -r -t 5 status <&3 || status=""
  exec 3>&-
  [[ "$status" == *" 200 "* ]]
}

wait_until_ready() {
  local deadline=$((SECONDS + READY_SECONDS))
  until (keycloak_is_ready) 2>/dev/null && in_use "$mail_page_port"; do
    check_alive
    [ "$SECONDS" -lt "$deadline" ] || fail "Keycloak was not ready after $READY_SECONDS seconds; see .run/log/keycloak.log"
    pause 1
  done
  # Another program could have taken a port since they were checked, and answer in our place.
  check_alive
}

# The realm is imported once; when a later start uses other ports, its mail server moves with them.
follow_mail_port() {
  local known
  known="$(cat "$DATA/gatehouse-smtp-port" 2>/dev/null || echo "$smtp_port")"
  if [ "$known" != "$smtp_port" ]; then
    if ! step "$HOME_DIR/bin/kcadm.sh" update realms/gatehouse -s "smtpServer.port=$smtp_port" --no-config \
      --server "http://localhost:$port" --realm master --user admin --password admin >"$RUN/log/kcadm.log" 2>&1; then
      say "Note: the demo realm still sends its mails to port $known (see .run/log/kcadm.log)."
      return
    fi
  fi
  echo "$smtp_port" >"$DATA/gatehouse-smtp-port"
}

# The demo shows what an administrator gets with one call. Once: whoever undoes it here wants to see that, too.
set_up_realm() {
  [ ! -f "$DATA/gatehouse-set-up" ] || return 0
  say "Setting the demo realm up ..."
  if step "$HOME_DIR/bin/kcadm.sh" create account-security/setup -r gatehouse -o --no-config \
    --server "http://localhost:$port" --realm master --user admin --password admin >"$RUN/log/kcadm.log" 2>&1; then
    touch "$DATA/gatehouse-set-up"
  else
    say "Note: the demo realm is not set up, so the reports page cannot ask for the PIN (see .run/log/kcadm.log)."
  fi
}

print_tour() {
  cat <<TOUR

Gatehouse is ready.

  Account console  http://localhost:$port/realms/gatehouse/account/
                   alice / Alice-2026!   or   bob / Bob-2026!
  Admin console    http://localhost:$port/admin/
                   admin / admin
  Reports page     http://localhost:$api_port/          (today's figures at once; earlier days ask for the PIN)
  Reports API      http://localhost:$api_port/reports   (asks Keycloak's introspection endpoint)
  Gateway          http://localhost:$gateway_port/reports   (asks Gatehouse's verify endpoint)
  Mails            http://localhost:$mail_page_port/          (what the demo realm has sent)

The tour:
  1. In the account console as alice, "API tokens": create one for the role reports-reader and one for deployments-writer.
  2. curl -i -H 'Authorization: Bearer FIRST_TOKEN'  http://localhost:$api_port/reports    answers 200 and today's figures
  3. curl -i -H 'Authorization: Bearer SECOND_TOKEN' http://localhost:$gateway_port/reports    answers 403: the role is missing

Logs are in .run/log/. Ctrl-C ends all of it.
TOUR
}

main() {
  read_arguments "$@"
  check_tools
  project_version="$(property version)"
  [ -n "$keycloak_version" ] || keycloak_version="$(property keycloak.server.version)"
  trap stop EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  trap 'exit 129' HUP
  # "./run.sh | head": without this the servers would outlive the script.
  trap 'exit 141' PIPE
  take_lock
  check_ports
  mkdir -p "$RUN/log"
  forget_foreign_settings
  build
  [ "$fresh" = false ] || rm -rf "$DATA"
  install_server
  start_keycloak
  start_demo
  wait_until_ready
  follow_mail_port
  set_up_realm
  print_tour
  while true; do
    check_alive
    pause 2
  done
}

main "$@"
