import { type ChildProcess, execFile, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { installWhereMissing } from './debian-package.ts'
import { freePort } from './free-port.ts'

/** A real Dovecot IMAP server on loopback, with one account, as an ordinary process in a folder of its own. */
export type Dovecot = AsyncDisposable & {
  host: string
  port: number
  /** Port that speaks TLS from the first byte, and the certificate it shows; only where `tls` was asked for. */
  tlsPort: number
  certificate: string
  user: string
  password: string
  /** Hands a mail to Dovecot's own delivery agent, as a mail server does. */
  deliver(mail: string | Buffer, mailbox?: string): Promise<void>
  /** Lays many mails into the mailbox's folder at once (maildir(5)), as if they had come at an instant. */
  fill(mails: (string | Buffer)[], mailbox?: string, cameAt?: string): void
  /** Makes the file of a mail in INBOX unreadable to the server; counted from 1, in the order of `fill`. */
  damage(number: number): void
  /** Copies all that the server has, and puts it back. */
  backUp(): Promise<void>
  restore(): Promise<void>
  /** Runs `doveadm`; what it says. */
  admin(...words: string[]): Promise<string>
  /** What the server has written down. */
  log(): string
  /** Ends every process of the server at once, as a power cut does. */
  kill(): Promise<void>
  /** Starts it again, on the same ports and mails. */
  start(): Promise<void>
  /** Starts it again, with the account's password known, not known, or what looks it up out of order. */
  passwords(state: 'known' | 'other' | 'broken'): Promise<void>
}

const NOBODY = 65534
const LIBRARY = '/usr/lib/dovecot'
const USER = 'office@harbor.example'
const PASSWORD = 'boiler & pan'

/**
 * Why tests with Dovecot cannot run here; false when they can. On a machine for tests (root, with apt-get) it is installed
 * when it is missing, without its service.
 */
export function dovecotMissing(): string | false {
  const isMissing = () => !existsSync('/usr/sbin/dovecot')
  installWhereMissing({ name: 'dovecot-imapd', service: 'dovecot', isMissing })
  if (isMissing()) return 'Dovecot is not installed: apt-get install dovecot-imapd'
  const version = spawnSync('/usr/sbin/dovecot', ['--version']).stdout.toString().trim()
  return version.startsWith('2.3.')
    ? false
    : `Dovecot ${version} is set up otherwise than 2.3, for which these tests are`
}

/** @param more lines of `dovecot.conf`, such as `imap_capability = IMAP4rev1` */
export async function startDovecot(more: { config?: string; tls?: boolean } = {}): Promise<Dovecot> {
  const dir = mkdtempSync(join(tmpdir(), 'plumbline-dovecot-'))
  const asRoot = process.getuid?.() === 0
  const identity = asRoot ? { uid: NOBODY, gid: NOBODY } : {}
  const own = (path: string) => {
    if (asRoot) chownSync(path, NOBODY, NOBODY)
  }
  own(dir)
  chmodSync(dir, 0o755)
  const [port, tlsPort] = [await freePort(), await freePort()]
  if (more.tls) makeCertificate(dir, own)
  const config = join(dir, 'dovecot.conf')
  writeFileSync(config, configOf(dir, { port, tlsPort, ...more }))
  const outOfOrder = join(dir, 'out-of-order')
  writeFileSync(outOfOrder, '#!/bin/sh\nexit 111\n', { mode: 0o755 }) // a failure that passes: cr.yp.to/checkpwd
  const writePasswords = (state: 'known' | 'other' | 'broken') => {
    const path = join(dir, 'passwords')
    writeFileSync(path, `${USER}:{PLAIN}${state === 'known' ? PASSWORD : 'another'}\n`)
    const [driver, args] = state === 'broken' ? ['checkpassword', outOfOrder] : ['passwd-file', path]
    writeFileSync(join(dir, 'passwords.conf'), `driver = ${driver}\nargs = ${args}\n`)
  }
  writePasswords('known')

  let server: ChildProcess | undefined
  const start = async () => {
    const started = spawn('/usr/sbin/dovecot', ['-F', '-c', config], {
      ...identity,
      stdio: 'ignore',
      detached: true, // a group of its own, so that all of it can be ended
    })
    server = started
    for (let tries = 0; !(await isListening(port)); tries++) {
      if (tries > 200 || hasEnded(started))
        throw new Error(`Dovecot did not start:\n${readFileSync(join(dir, 'log'), 'utf8')}`)
      await pause(20)
    }
  }
  const kill = async () => {
    const { pid } = server ?? {}
    if (server === undefined || pid === undefined || hasEnded(server)) return
    const ended = once(server, 'exit')
    process.kill(-pid, 'SIGKILL')
    await ended
    while (livesGroup(pid)) await pause(5) // its workers end after it
  }
  const run = (command: string, words: string[], input = Buffer.alloc(0)) =>
    new Promise<string>((resolve, reject) => {
      const child = execFile(command, ['-c', config, ...words], identity, (error, out) =>
        error === null ? resolve(out) : reject(error),
      )
      child.stdin?.on('error', () => undefined).end(input)
    })
  // Its group outlives a test that is broken off.
  const endGroup = () => {
    if (server?.pid !== undefined && !hasEnded(server)) process.kill(-server.pid, 'SIGKILL')
  }
  process.once('exit', endGroup)
  await start()
  const admin: Dovecot['admin'] = (...words) => run('/usr/bin/doveadm', words)
  await admin('mailbox', 'status', '-u', USER, 'messages', 'INBOX')
  let filled = 0
  return {
    host: '127.0.0.1',
    port,
    tlsPort,
    certificate: more.tls ? readFileSync(join(dir, 'certificate.pem'), 'utf8') : '',
    user: USER,
    password: PASSWORD,
    deliver: async (mail, mailbox = 'INBOX') => {
      await run(join(LIBRARY, 'dovecot-lda'), ['-d', USER, '-m', mailbox], Buffer.from(mail))
    },
    fill: (mails, mailbox, cameAt = '2026-03-02T12:00:00Z') => {
      const folder = join(dir, 'mails', USER, mailbox === undefined ? '' : `.${mailbox}`)
      for (const mail of mails) {
        const name = fileName(++filled)
        const path = join(folder, 'tmp', name)
        writeFileSync(path, mail)
        own(path)
        utimesSync(path, new Date(cameAt), new Date(cameAt))
        renameSync(path, join(folder, 'new', name))
      }
    },
    damage: (number) => {
      chmodSync(join(dir, 'mails', USER, 'new', fileName(number)), 0)
    },
    backUp: async () => {
      await kill()
      cpSync(join(dir, 'mails'), join(dir, 'backup'), { recursive: true, preserveTimestamps: true })
      await start()
    },
    restore: async () => {
      await kill()
      rmSync(join(dir, 'mails'), { recursive: true })
      renameSync(join(dir, 'backup'), join(dir, 'mails'))
      if (asRoot) execFileSync('chown', ['-R', `${NOBODY}:${NOBODY}`, join(dir, 'mails')])
      await start()
    },
    admin,
    log: () => readFileSync(join(dir, 'log'), 'utf8'),
    kill,
    start,
    passwords: async (state) => {
      await kill()
      writePasswords(state)
      await start()
    },
    [Symbol.asyncDispose]: async () => {
      await kill()
      process.off('exit', endGroup)
      rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
    },
  }
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null
}

/** Whether a process of the group lives still (proc(5)); ended ones that nobody asks after stay as zombies. */
function livesGroup(group: number): boolean {
  return readdirSync('/proc').some((pid) => {
    if (!/^\d+$/.test(pid)) return false
    try {
      const [state, , itsGroup] = readFileSync(`/proc/${pid}/stat`, 'latin1')
        .replace(/^.*\) /s, '')
        .split(' ')
      return itsGroup === `${group}` && state !== 'Z' && state !== 'X'
    } catch {
      return false // it has just ended
    }
  })
}

/** What Dovecot needs to run without rights, in one folder: doc.dovecot.org, "Rootless installation". */
function configOf(
  dir: string,
  {
    port,
    tlsPort,
    config = '',
    tls = false,
  }: { port: number; tlsPort: number; config?: string; tls?: boolean },
): string {
  const user = execFileSync('id', ['-un', ...(process.getuid?.() === 0 ? [`${NOBODY}`] : [])])
    .toString()
    .trim()
  const group = execFileSync('id', ['-gn', user]).toString().trim()
  return `
protocols = imap
listen = 127.0.0.1
base_dir = ${dir}/run
state_dir = ${dir}/state
log_path = ${dir}/log
default_internal_user = ${user}
default_internal_group = ${group}
default_login_user = ${user}
first_valid_uid = 1
first_valid_gid = 1
disable_plaintext_auth = no
auth_mechanisms = plain login
mail_location = maildir:${dir}/mails/%u
mail_home = ${dir}/home/%u
mail_uid = ${user}
mail_gid = ${group}
postmaster_address = postmaster@harbor.example
lda_mailbox_autocreate = yes
auth_failure_delay = 0
ssl = ${tls ? 'yes' : 'no'}
${tls ? `ssl_cert = <${dir}/certificate.pem\nssl_key = <${dir}/key.pem` : ''}
passdb {
  !include ${dir}/passwords.conf
}
userdb {
  driver = static
  args = uid=${user} gid=${group} home=${dir}/home/%u
}
namespace inbox {
  inbox = yes
  separator = /
  mailbox Sent {
    special_use = \\Sent
    auto = create
  }
}
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = ${tls ? tlsPort : 0}
  }
}
${config}
`
}

/** Dovecot gives out UIDs in the order of these names. */
function fileName(number: number): string {
  return `1700000000.M${`${number}`.padStart(6, '0')}.harbor`
}

function makeCertificate(dir: string, own: (path: string) => void): void {
  const [key, certificate] = [join(dir, 'key.pem'), join(dir, 'certificate.pem')]
  const words =
    'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost'
  const names = ['-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1']
  execFileSync('openssl', [...words.split(' '), ...names, '-keyout', key, '-out', certificate], {
    stdio: 'ignore',
  })
  own(key)
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket
      .once('error', () => resolve(false))
      .once('connect', () => {
        socket.destroy()
        resolve(true)
      })
  })
}
