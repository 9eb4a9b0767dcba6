# What ./run and ./test need: the .NET SDK, npm, PostgreSQL and RabbitMQ, a browser for the tests, and the choice of the engine.
# Sourced, not run. The caller stands in the repository's root.

say() { printf '%s\n' "$*"; }
fail() {
  if [ -t 2 ] && [ -z "${NO_COLOR:-}" ]; then printf '\033[31m%s\033[0m\n' "$*" >&2; else printf '%s\n' "$*" >&2; fi
  exit 1
}

# The .NET SDK that global.json asks for, also where the install script puts it.
ensure_dotnet() {
  if ! command -v dotnet >/dev/null && [ -x "$HOME/.dotnet/dotnet" ]; then
    export DOTNET_ROOT="$HOME/.dotnet" PATH="$HOME/.dotnet:$PATH"
  fi
  export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
  command -v dotnet >/dev/null || fail "The .NET SDK 10 is missing. Install it from https://dotnet.microsoft.com/download/dotnet/10.0 and try again."
  dotnet --version >/dev/null 2>&1 || fail "The .NET SDK that global.json asks for (10.0.100 or later 10.0) is missing; installed: $(dotnet --list-sdks 2>/dev/null | cut -d' ' -f1 | paste -sd, -). Install it from https://dotnet.microsoft.com/download/dotnet/10.0 and try again."
}

# The folder of the newest PostgreSQL server's programs; Debian keeps them off the PATH.
postgres_bin() {
  local found
  found=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -t/ -k5 -V | tail -n 1)
  if [ -n "$found" ] && [ -x "$found/postgres" ]; then printf '%s\n' "$found"; return; fi
  found=$(command -v postgres) && dirname "$(readlink -f "$found")"
}

# RabbitMQ's own start script: the one on Debian's PATH insists on changing the user.
rabbitmq_server() {
  local found
  found=$(ls -d /usr/lib/rabbitmq/lib/rabbitmq_server-*/sbin/rabbitmq-server 2>/dev/null | sort -V | tail -n 1)
  if [ -n "$found" ]; then printf '%s\n' "$found"; else command -v rabbitmq-server; fi
}

missing_servers() {
  [ -n "$(postgres_bin)" ] || printf 'postgresql '
  { [ -n "$(rabbitmq_server)" ] && command -v epmd >/dev/null; } || printf 'rabbitmq-server '
  { command -v setpriv >/dev/null && command -v setsid >/dev/null; } || printf 'util-linux '
}

# PostgreSQL and RabbitMQ as programs; the platform starts its own private instances of them.
ensure_native_servers() {
  local missing
  missing=$(missing_servers)
  [ -n "$missing" ] || return 0
  command -v apt-get >/dev/null || fail "Missing: $missing. Fedora: sudo dnf install postgresql-server rabbitmq-server. Otherwise install PostgreSQL 15 or later and RabbitMQ 3.10 or later with your system's package manager."
  install_packages $missing || exit 1
  missing=$(missing_servers)
  [ -z "$missing" ] || fail "Installed, yet still missing: $missing."
}

# npm brings the typeface of documents and the portal's design system, by their lock files.
ensure_npm() {
  command -v npm >/dev/null && return 0
  command -v apt-get >/dev/null || fail "npm is missing. Install Node.js 18 or later, with npm, with your system's package manager or from https://nodejs.org."
  install_packages nodejs npm || exit 1
}

# The browser the portal's tests look through.
ensure_chromium() {
  # The browser without its windows: the same pages for half the work.
  [ -x "${SELECTION_CHROMIUM:-/usr/bin/chromium-headless-shell}" ] && return 0
  command -v apt-get >/dev/null || fail "Chromium is missing. Install it with your system's package manager, and set SELECTION_CHROMIUM to its program where that is not /usr/bin/chromium-headless-shell."
  install_packages chromium-headless-shell || exit 1
}

# In a shell of its own, whose trap is no other's.
install_packages() ( # Debian packages
  local as_root policy=/usr/sbin/policy-rc.d
  if [ "$(id -u)" = 0 ]; then as_root=""; elif sudo -n true 2>/dev/null; then as_root="sudo -n"; else
    fail "Missing: $*. Install it with: sudo apt-get install -y --no-install-recommends $*"
  fi
  say "Installing $*..."
  # Packages of servers would start them at once; for the time of the installation that is refused.
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" >/dev/null && $as_root chmod +x "$policy"
    trap "$as_root rm -f $policy" EXIT
  fi
  if ! { $as_root apt-get update -qq && $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } >/tmp/selection-apt.log 2>&1; then
    tail -n 5 /tmp/selection-apt.log >&2
    fail "Could not install $* (all of the output: /tmp/selection-apt.log)."
  fi
)

# Writes engine.props once: 'true' where every Aspire package can be restored. Delete the file to ask again.
choose_engine() {
  if [ ! -f engine.props ]; then
    local probe answer=false
    probe=$(mktemp -d)
    cp Directory.Packages.props "$probe/"
    [ ! -f NuGet.config ] || cp NuGet.config "$probe/"
    cat > "$probe/probe.csproj" <<'PROBE'
<Project Sdk="Microsoft.NET.Sdk">
  <Import Project="Sdk.props" Sdk="Aspire.AppHost.Sdk" Version="$(AspireVersion)" />
  <PropertyGroup><TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Aspire.Hosting.AppHost" />
    <PackageReference Include="Aspire.Hosting.Docker" />
    <PackageReference Include="Aspire.Hosting.Kubernetes" />
    <PackageReference Include="Aspire.Hosting.PostgreSQL" />
    <PackageReference Include="Aspire.Hosting.RabbitMQ" />
    <PackageReference Include="Aspire.Hosting.Testing" />
    <PackageReference Include="Aspire.Npgsql" />
    <PackageReference Include="Aspire.RabbitMQ.Client" />
  </ItemGroup>
</Project>
PROBE
    sed -n '/<AspireVersion/p' Directory.Build.props | sed '1i <Project><PropertyGroup><UseAspire>true</UseAspire>' > "$probe/Directory.Build.props"
    printf '</PropertyGroup></Project>\n' >> "$probe/Directory.Build.props"
    say "Looking once whether Aspire's packages can be restored..."
    if timeout 120 dotnet restore "$probe/probe.csproj" -v q >"$probe/restore.log" 2>&1; then answer=true; fi
    rm -rf "$probe"
    printf '<Project>\n  <PropertyGroup>\n    <UseAspire>%s</UseAspire>\n  </PropertyGroup>\n</Project>\n' "$answer" > engine.props
  fi
  if uses_aspire; then say "Engine: Aspire."; else say "Engine: local (Aspire's packages are not served here; delete engine.props to look again)."; fi
}

uses_aspire() { [ -f engine.props ] && grep -q '<UseAspire>true</UseAspire>' engine.props; }
