# What ./test --containers needs: podman as a container engine, and images for it. Sourced, not run.
# No image registry is asked: the images are made from Debian packages, once, and kept in a store of their own.

containers_home=/var/lib/selection-containers
containers_socket=/run/selection-containers/podman.sock

ensure_podman() {
  [ "$(id -u)" = 0 ] || fail "./test --containers sets podman up and must run as root (sudo ./test --containers)."
  local missing=""
  command -v podman >/dev/null || missing="$missing podman"
  command -v runc >/dev/null || missing="$missing runc"
  command -v debootstrap >/dev/null || missing="$missing debootstrap"
  [ -x /usr/lib/podman/netavark ] || [ -d /usr/lib/cni ] || missing="$missing netavark"
  command -v iptables >/dev/null || missing="$missing iptables"
  [ -n "$missing" ] || return 0
  command -v apt-get >/dev/null || fail "Missing:$missing."
  say "Installing$missing..."
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing; } >/tmp/selection-apt.log 2>&1 \
    || { tail -n 5 /tmp/selection-apt.log >&2; fail "Could not install$missing (all of the output: /tmp/selection-apt.log)."; }
}

# Limits that a machine with few open files can give; a store that is not mixed with others; runc, which knows old cgroups.
configure_podman() {
  mkdir -p "$containers_home" "$(dirname "$containers_socket")"
  cat > "$containers_home/containers.conf" <<'CONF'
[containers]
default_ulimits = ["nofile=1000:1000", "nproc=1000:1000"]

[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
CONF
  cat > "$containers_home/storage.conf" <<CONF
[storage]
driver = "overlay"
graphroot = "$containers_home/store"
runroot = "/run/selection-containers/store"
CONF
  export CONTAINERS_CONF="$containers_home/containers.conf" CONTAINERS_STORAGE_CONF="$containers_home/storage.conf"
}

# A Debian with both servers in it; the images differ in what they start.
ensure_images() {
  local name root="$containers_home/debian" log="$containers_home/images.log" packages="postgresql rabbitmq-server"
  if ! podman image exists localhost/selection-debian; then
    say "Making an image from Debian packages (a few minutes, once)..."
    rm -rf "$root"
    if ! {
      debootstrap --variant=minbase --include=ca-certificates bookworm "$root" &&
      printf '#!/bin/sh\nexit 101\n' > "$root/usr/sbin/policy-rc.d" && chmod +x "$root/usr/sbin/policy-rc.d" &&
      { [ ! -d /etc/apt/apt.conf.d ] || cp -n /etc/apt/apt.conf.d/* "$root/etc/apt/apt.conf.d/"; } &&
      cp /etc/resolv.conf "$root/etc/resolv.conf" &&
      chroot "$root" sh -c "apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages && apt-get clean" &&
      rm -rf "$root"/var/lib/apt/lists/* "$root"/usr/share/{doc,man,locale} "$root"/usr/sbin/policy-rc.d &&
      tar -C "$root" --one-file-system -c . | podman import - localhost/selection-debian
    } >"$log" 2>&1; then
      tail -n 10 "$log" >&2
      fail "Could not make the image (all of the output: $log)."
    fi
    rm -rf "$root"
  fi
  for name in postgres rabbitmq; do
    podman build --ulimit nofile=1000:1000 --network none -t "localhost/selection-$name" "build/images/$name" >>"$log" 2>&1 \
      || { tail -n 10 "$log" >&2; fail "Could not build the image of $name (all of the output: $log)."; }
  done
}

start_containers() {
  ensure_podman
  configure_podman
  end_leftovers
  ensure_images
  setsid podman system service --time=0 "unix://$containers_socket" >"$containers_home/service.log" 2>&1 </dev/null &
  podman_pid=$!
  echo "$podman_pid" > "$containers_home/service.pid"
  local waited
  for waited in $(seq 100); do [ -S "$containers_socket" ] && break; sleep 0.1; done
  [ -S "$containers_socket" ] || { cat "$containers_home/service.log" >&2; fail "podman does not answer."; }
  export DOCKER_HOST="unix://$containers_socket" TESTCONTAINERS_RYUK_DISABLED=true
  export SELECTION_TEST_POSTGRES_IMAGE=localhost/selection-postgres SELECTION_TEST_RABBITMQ_IMAGE=localhost/selection-rabbitmq
  say "Engine of the tests' servers: podman $(podman version --format '{{.Server.Version}}' 2>/dev/null || podman --version | cut -d' ' -f3), images made from Debian packages."
}

# What a killed run left behind; the store is this script's own.
end_leftovers() {
  local pid
  pid=$(cat "$containers_home/service.pid" 2>/dev/null) || pid=""
  if [ -n "$pid" ] && { tr '\0' ' ' <"/proc/$pid/cmdline"; } 2>/dev/null | grep -q "$containers_socket"; then kill "$pid" 2>/dev/null; fi
  rm -f "$containers_socket" "$containers_home/service.pid"
  podman rm --all --force --volumes --time 1 >/dev/null 2>&1
  # The watchers of commands run in a container outlive it by minutes.
  for pid in /proc/[0-9]*; do
    if { tr '\0' ' ' <"$pid/cmdline"; } 2>/dev/null | grep -q "^[^ ]*conmon .*$containers_home/store"; then kill "${pid#/proc/}" 2>/dev/null; fi
  done
}

stop_containers() {
  [ -n "${podman_pid:-}" ] || return 0
  end_leftovers
  wait "$podman_pid" 2>/dev/null
  podman_pid=""
}
