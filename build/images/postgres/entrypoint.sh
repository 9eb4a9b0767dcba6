#!/bin/bash
# As the official image: POSTGRES_USER, POSTGRES_PASSWORD, POSTGRES_DB; arguments are the server's.
set -eu
user=${POSTGRES_USER:-postgres} database=${POSTGRES_DB:-${POSTGRES_USER:-postgres}}
run() { setpriv --reuid postgres --regid postgres --init-groups "$@"; }

if [ ! -s "$PGDATA/PG_VERSION" ]; then
  password=$(run mktemp)
  printf '%s\n' "${POSTGRES_PASSWORD:?}" > "$password"
  run initdb -D "$PGDATA" -U "$user" --auth-local=trust --auth-host=scram-sha-256 --no-sync --encoding=UTF8 --locale=C.UTF-8 \
    --pwfile="$password" >/dev/null
  rm "$password"
  echo "host all all all scram-sha-256" >> "$PGDATA/pg_hba.conf"
  if [ "$database" != postgres ]; then
    # Out of reach until the database is there.
    run pg_ctl -D "$PGDATA" -w -o "-c listen_addresses= -c unix_socket_directories=/tmp" start >/dev/null
    run createdb -h /tmp -U "$user" "$database"
    run pg_ctl -D "$PGDATA" -w -m fast stop >/dev/null
  fi
fi

[ "${1:-}" != postgres ] || shift
exec setpriv --reuid postgres --regid postgres --init-groups postgres -D "$PGDATA" -c listen_addresses='*' -c unix_socket_directories=/tmp "$@"
