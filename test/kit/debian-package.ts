import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Installs a package, without its service, on a machine for tests (root, with apt-get) where `isMissing`. Test files run side by
 * side: one installs, the others wait. invoke-rc.d asks policy-rc.d whether a service may start.
 */
export function installWhereMissing(input: {
  name: string
  service: string
  isMissing: () => boolean
}): void {
  if (!input.isMissing() || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  const get = `apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=120 ${input.name}`
  const script = `
    dpkg-query -W -f='\${Status}' ${input.name} | grep -q 'ok installed' && exit
    policy=/usr/sbin/policy-rc.d
    test -e $policy || { printf '#!/bin/sh\\nexit 101\\n' >$policy && chmod 755 $policy && ours=yes; }
    ${get} || { apt-get update -qq && ${get}; }
    systemctl disable ${input.service}
    test -z "$ours" || rm $policy`
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const lock = join(tmpdir(), 'plumbline-apt.lock')
  spawnSync('flock', ['-w', '240', lock, 'sh', '-c', script], { env, stdio: 'ignore', timeout: 300_000 })
}
