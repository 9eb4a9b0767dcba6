#!/usr/bin/env bash
# A private PostgreSQL: postgres.sh <folder> <port>
# <folder>/setup holds what the app host wrote: admin-password, roles.sql (one statement a line) and databases
# (one name a line, which is its owner's name too). <folder>/data is made at the first start.
# The script stays as the server's parent: it turns SIGTERM into PostgreSQL's fast shutdown (its own
# answer to SIGTERM waits for every client to leave) and repairs what a SIGKILL left behind.
set -euo pipefail
folder=$1 port=$2 data=$1/data setup=$1/setup

source "$(dirname "$0")/../../build/native.sh"
bin=$(postgres_bin) || fail "PostgreSQL is not installed."

# PostgreSQL refuses root.
as_server=()
if [ "$(id -u)" = 0 ]; then
  id postgres >/dev/null 2>&1 || fail "PostgreSQL refuses to run as root, and there is no user 'postgres' to run it as."
  as_server=(setpriv --reuid=postgres --regid=postgres --clear-groups)
  chown postgres: "$folder" "$setup" "$setup"/*
  "${as_server[@]}" test -x "$folder" || fail "The user 'postgres' cannot reach $folder: choose a data folder that others may enter (--data-dir), not one below $HOME."
fi
chmod 700 "$folder"
cd "$folder"

free_mb=$(df -Pm "$folder" | awk 'NR == 2 { print $4 }')
[ "$free_mb" -ge 200 ] || fail "Only $free_mb MB free on the disk of $folder; PostgreSQL needs at least 200 MB to start."

# First start: in a folder aside, so that a start that breaks off leaves nothing half made.
if [ ! -f "$data/PG_VERSION" ]; then
  [ ! -e "$data" ] || fail "$data is there but is no PostgreSQL data folder. Move it away, or remove the data with ./run --reset."
  rm -rf "$data.new"
  "${as_server[@]}" "$bin/initdb" -D "$data.new" -U postgres -A scram-sha-256 --pwfile="$setup/admin-password" -E UTF8 --locale=C.UTF-8 >/dev/null \
    || fail "initdb could not make $data (its reason is above)."
  mv "$data.new" "$data"
fi
have=$(cat "$data/PG_VERSION") want=$("$bin/postgres" --version | grep -oE '[0-9]+' | head -n 1)
[ "$have" = "$want" ] || fail "$data was made by PostgreSQL $have, installed is $want. Install PostgreSQL $have, or remove the data with ./run --reset."

# A server that outlived its app host is ended; the pid file of one that is gone is removed, since its number may be another process's by now.
if [ -f "$data/postmaster.pid" ]; then
  old=$(head -n 1 "$data/postmaster.pid" || true)
  if [ -n "$old" ] && [ "$(readlink "/proc/$old/cwd" 2>/dev/null)" = "$(readlink -f "$data")" ]; then
    say "Ending PostgreSQL $old, left over from an earlier run."
    kill -INT "$old" 2>/dev/null || true
    for _ in $(seq 50); do [ -d "/proc/$old" ] && sleep 0.1 || break; done
    kill -QUIT "$old" 2>/dev/null || true
    for _ in $(seq 30); do [ -d "/proc/$old" ] && sleep 0.1 || break; done
  fi
  rm -f "$data/postmaster.pid"
fi
# After a SIGKILL of the server its children leave by themselves, within moments; they still hold its shared memory.
for _ in $(seq 50); do
  left=0
  for process in /proc/[0-9]*; do
    if [ "$(readlink "$process/cwd" 2>/dev/null)" = "$(readlink -f "$data")" ] && [ "$(cat "$process/comm" 2>/dev/null)" = postgres ]; then left=1; break; fi
  done
  [ $left = 1 ] && sleep 0.1 || break
done

# Roles and databases, before the door opens: who can connect finds everything in place.
wanted=$(cat "$setup/roles.sql" "$setup/databases" | sha256sum | cut -d' ' -f1)
if [ "$(cat "$folder/roles-applied" 2>/dev/null)" != "$wanted" ]; then
  single() { "${as_server[@]}" "$bin/postgres" --single -D "$data" -c log_min_messages=error postgres 2>&1; }
  present=$(printf 'select datname from pg_database\n' | single | sed -n 's/.*datname = "\([^"]*\)".*/\1/p')
  {
    cat "$setup/roles.sql"
    while read -r name; do
      grep -qx "$name" <<<"$present" || printf 'create database %s owner %s\n' "$name" "$name"
      printf 'revoke connect, temporary on database %s from public\n' "$name"
    done < "$setup/databases"
  } | single > "$folder/roles.log" || { cat "$folder/roles.log" >&2; fail "PostgreSQL could not open $data."; }
  if grep -E 'ERROR|FATAL|PANIC' "$folder/roles.log" >&2; then fail "The roles and databases could not be made."; fi
  printf '%s\n' "$wanted" > "$folder/roles-applied"
fi

# The log keeps to what is wrong: statements and details carry personal data.
cd "$data"
"${as_server[@]}" setpriv --pdeathsig INT "$bin/postgres" -D "$data" -p "$port" \
  -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=300 -c password_encryption=scram-sha-256 \
  -c shared_buffers=256MB -c max_wal_size=2GB -c log_min_messages=warning -c log_checkpoints=off \
  -c log_error_verbosity=terse -c log_min_error_statement=fatal -c log_line_prefix='%m %u@%d ' &
server=$!
trap 'kill -INT $server 2>/dev/null' TERM INT
status=0; wait $server || status=$?
# A signal ends the first wait only.
while kill -0 $server 2>/dev/null; do status=0; wait $server || status=$?; done
exit $status
