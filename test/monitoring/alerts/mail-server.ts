import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { createServer as createSecureServer, TLSSocket } from 'node:tls'
import { promisify } from 'node:util'

export interface Certificate {
  readonly key: string
  readonly cert: string
}

/** One of this machine's own, for `127.0.0.1` and `localhost`. */
export async function makeCertificate(): Promise<Certificate> {
  const folder = await mkdtemp(join(tmpdir(), 'swell-mail-'))
  const [key, cert] = [join(folder, 'mail.key'), join(folder, 'mail.crt')]
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes']
  const names = ['-subj', '/CN=mail.test', '-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost']
  const files = ['-keyout', key, '-out', cert]
  await promisify(execFile)('openssl', ['req', '-x509', '-days', '1', ...curve, ...names, ...files])
  const made = { key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') }
  await rm(folder, { recursive: true })
  return made
}

export interface MailServerOptions {
  readonly certificate: Certificate
  /** From the first byte, after STARTTLS, or not at all. */
  readonly tls: 'always' | 'offered' | 'never'
  /** What it lets somebody in by; anybody when left out. */
  readonly auth?: 'PLAIN' | 'LOGIN'
}

export interface Heard {
  readonly line: string
  readonly isEncrypted: boolean
}

export interface MailServer {
  readonly port: number
  readonly heard: Heard[]
  /** The letters that it has taken, as they came. */
  readonly letters: string[]
  /** What it answers from now on, by the beginning of the line. */
  readonly answers: Map<string, string>
}

const user = 'swell'
const password = 'swordfish'
const base64 = (text: string) => Buffer.from(text).toString('base64')

/** Speaks what a mail server speaks (RFC 5321, 3207, 4954), and lets `swell` in by `swordfish`. */
export async function startMailServer(
  t: TestContext,
  options: MailServerOptions,
): Promise<MailServer> {
  const { certificate, tls } = options
  const made: MailServer = { port: 0, heard: [], letters: [], answers: new Map() }
  const greet = (socket: Socket) => {
    socket.write('220 mail.test ready\r\n')
    converse(socket, options, made)
  }
  const server = tls === 'always' ? createSecureServer(certificate, greet) : createServer(greet)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  return Object.assign(made, { port: (server.address() as AddressInfo).port })
}

function converse(socket: Socket, options: MailServerOptions, made: MailServer): void {
  let held = ''
  let letter: string[] | undefined
  const isEncrypted = socket instanceof TLSSocket
  const say = (...lines: string[]) => socket.write(lines.map((line) => `${line}\r\n`).join(''))
  // Who does not trust the certificate hangs up.
  socket.on('error', () => undefined)

  function hear(line: string): void {
    if (letter !== undefined) {
      if (line !== '.') {
        letter.push(line)
        return
      }
      made.letters.push(letter.join('\n'))
      letter = undefined
      say('250 taken')
      return
    }
    made.heard.push({ line, isEncrypted })
    const prepared = [...made.answers].find(([beginning]) => line.startsWith(beginning))?.[1]
    if (prepared !== undefined) say(prepared)
    else if (line.startsWith('EHLO ')) say(...offersOf(options, isEncrypted))
    else if (line === 'STARTTLS') encrypt()
    else if (line === 'DATA') {
      letter = []
      say('354 go on')
    } else if (line === 'QUIT') socket.end('221 bye\r\n')
    else say(answerTo(line))
  }

  function onData(bytes: Buffer): void {
    held += bytes.toString('utf8')
    for (let end = held.indexOf('\r\n'); end >= 0; end = held.indexOf('\r\n')) {
      const line = held.slice(0, end)
      held = held.slice(end + 2)
      hear(line)
    }
  }

  function encrypt(): void {
    socket.off('data', onData)
    say('220 go on')
    converse(new TLSSocket(socket, { isServer: true, ...options.certificate }), options, made)
  }

  socket.on('data', onData)
}

function offersOf({ tls, auth }: MailServerOptions, isEncrypted: boolean): string[] {
  const isOpen = tls === 'offered' && !isEncrypted
  const offers = [
    'mail.test',
    ...(isOpen ? ['STARTTLS'] : auth === undefined ? [] : [`AUTH ${auth}`]),
  ]
  return offers.map((offer, place) => `250${place === offers.length - 1 ? ' ' : '-'}${offer}`)
}

function answerTo(line: string): string {
  if (line === `AUTH PLAIN ${base64(`\0${user}\0${password}`)}`) return '235 come in'
  if (line.startsWith('AUTH PLAIN')) return '535 who are you?'
  if (line === 'AUTH LOGIN') return `334 ${base64('Username:')}`
  if (line === base64(user)) return `334 ${base64('Password:')}`
  if (line === base64(password)) return '235 come in'
  return /^(?:MAIL FROM|RCPT TO):<\S+>$/.test(line) ? '250 ok' : '500 what?'
}
