import { connect as connectPlain, isIP, type Socket } from 'node:net'
import { connect as connectSecure } from 'node:tls'
import { hostname } from 'node:os'
import { messageOf } from '../../base/index.ts'

/** One letter, and where it is handed in. */
export interface Letter {
  readonly host: string
  readonly port: number
  /** `always`: encrypted from the first byte; `offered`: after STARTTLS, which must be offered; `never`: not at all. */
  readonly tls: 'always' | 'offered' | 'never'
  readonly login: { readonly user: string; readonly password: string } | undefined
  readonly from: string
  readonly to: readonly string[]
  /** Tells it from every other letter: the same letter twice has the same. */
  readonly id: string
  readonly date: Date
  readonly subject: string
  readonly text: string
  readonly silenceMs: number
  readonly signal?: AbortSignal
}

/** An address that the server does not take letters for, and what it says of it. */
export interface RefusedAddress {
  readonly address: string
  readonly problem: string
}

/**
 * Hands a letter in to a mail server (RFC 5321), and gives who will not get it. Throws what the server or the network
 * says is wrong, and where nobody would get it.
 */
export async function sendLetter(letter: Letter): Promise<RefusedAddress[]> {
  const { host, port, tls } = letter
  // A certificate is held to the host all the same; an address may not be told as a name (RFC 6066).
  const named = isIP(host) === 0 ? { servername: host } : {}
  const plain =
    tls === 'always' ? connectSecure({ host, port, ...named }) : connectPlain({ host, port })
  let talk = openTalk(plain, letter)
  try {
    await talk.expect(220)
    let offers = await talk.ask(`EHLO ${hostname()}`, 250)
    if (tls === 'offered') {
      if (!/^STARTTLS$/im.test(offers)) throw new Error('it offers no encryption (STARTTLS)')
      await talk.ask('STARTTLS', 220)
      talk.leave()
      talk = openTalk(connectSecure({ socket: plain, host, ...named }), letter)
      offers = await talk.ask(`EHLO ${hostname()}`, 250)
    }
    await logIn(talk, letter, offers)
    await talk.ask(`MAIL FROM:<${letter.from}>`, 250)
    const refused = await nameReceivers(talk, letter)
    await talk.ask('DATA', 354)
    await talk.ask(`${writeLetter(letter)}\r\n.`, 250)
    // The letter is theirs from here on, whatever becomes of the farewell.
    await talk.ask('QUIT', 221).catch(() => undefined)
    return refused
  } finally {
    talk.close()
    plain.destroy()
  }
}

/** One wrong address keeps it from nobody else. */
async function nameReceivers(talk: Talk, { to }: Letter): Promise<RefusedAddress[]> {
  const refused: RefusedAddress[] = []
  for (const address of to) {
    try {
      // 251: it goes on to another server.
      await talk.ask(`RCPT TO:<${address}>`, 250, 251)
    } catch (error) {
      if (refused.length === to.length - 1) throw error
      refused.push({ address, problem: messageOf(error) })
    }
  }
  return refused
}

async function logIn(talk: Talk, { login, tls }: Letter, offers: string): Promise<void> {
  if (login === undefined) return
  if (tls === 'never') throw new Error('a password is sent encrypted only')
  const { user, password } = login
  if (/^AUTH[ =].*\bPLAIN\b/im.test(offers)) {
    await talk.ask(`AUTH PLAIN ${base64(`\0${user}\0${password}`)}`, 235)
    return
  }
  await talk.ask('AUTH LOGIN', 334)
  await talk.ask(base64(user), 334)
  await talk.ask(base64(password), 235)
}

interface Talk {
  /** The text of the next answer. Throws where it has none of the codes. */
  expect(...codes: readonly number[]): Promise<string>
  ask(line: string, ...codes: readonly number[]): Promise<string>
  /** Reads nothing more, and leaves the connection open. */
  leave(): void
  close(): void
}

function openTalk(socket: Socket, { silenceMs, signal }: Letter): Talk {
  let held = ''
  let failure: Error | undefined
  let wake: (() => void) | undefined
  const fail = (error: Error) => {
    failure ??= error
    wake?.()
  }
  const onData = (bytes: Buffer) => {
    held += bytes.toString('utf8')
    wake?.()
  }
  const onAbort = () => fail(new Error('it was ended'))
  const onTimeout = () => fail(new Error(`nothing came for ${silenceMs / 1000} s`))
  const onClose = () => fail(new Error('it has hung up'))
  socket.setTimeout(silenceMs)
  socket.on('data', onData).on('error', fail).on('timeout', onTimeout).on('close', onClose)
  signal?.addEventListener('abort', onAbort, { once: true })

  async function expect(...codes: readonly number[]): Promise<string> {
    for (;;) {
      const whole = /^(?:\d{3}-.*\r?\n)*\d{3}(?: .*)?\r?\n/.exec(held)?.[0]
      if (whole !== undefined) {
        held = held.slice(whole.length)
        const lines = whole.trimEnd().split(/\r?\n/)
        if (codes.includes(Number(lines.at(-1)?.slice(0, 3)))) {
          return lines.map((line) => line.slice(4)).join('\n')
        }
        throw new Error(`it answered ${lines.at(-1) ?? 'nothing'}`)
      }
      if (failure !== undefined) throw failure
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }

  function leave(): void {
    socket.off('data', onData).off('error', fail).off('timeout', onTimeout).off('close', onClose)
    signal?.removeEventListener('abort', onAbort)
  }

  return {
    expect,
    async ask(line, ...codes) {
      socket.write(`${line}\r\n`)
      return expect(...codes)
    },
    leave,
    close() {
      leave()
      // What comes after the end is nobody's concern.
      socket.on('error', () => undefined)
      socket.destroy()
    },
  }
}

function writeLetter({ from, to, id, date, subject, text }: Letter): string {
  const body = Buffer.from(text, 'utf8').toString('base64').replaceAll(/.{76}/g, '$&\r\n')
  return [
    `From: <${from}>`,
    `To: ${to.map((address) => `<${address}>`).join(', ')}`,
    `Subject: ${encodeHead(subject)}`,
    `Date: ${date.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${id}@${from.split('@')[1] ?? hostname()}>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    body,
  ].join('\r\n')
}

/** In short words, a line each (RFC 2047); a word holds whole characters. */
function encodeHead(text: string): string {
  const words = ['']
  for (const character of text.replaceAll(/[\r\n]+/g, ' ')) {
    const longer = `${words.at(-1) ?? ''}${character}`
    if (Buffer.byteLength(longer) <= 36) words[words.length - 1] = longer
    else words.push(character)
  }
  return words.map((word) => `=?utf-8?B?${base64(word)}?=`).join('\r\n ')
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64')
}
