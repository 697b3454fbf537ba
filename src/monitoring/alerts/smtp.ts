import { connect as connectPlain, type Socket } from 'node:net'
import { connect as connectSecure } from 'node:tls'
import { hostname } from 'node:os'

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

/** Hands a letter in to a mail server (RFC 5321). Throws what the server or the network says is wrong. */
export async function sendLetter(letter: Letter): Promise<void> {
  const { host, port, tls } = letter
  const plain =
    tls === 'always'
      ? connectSecure({ host, port, servername: host })
      : connectPlain({ host, port })
  let talk = openTalk(plain, letter)
  try {
    await talk.expect(220)
    let offers = await talk.ask(`EHLO ${hostname()}`, 250)
    if (tls === 'offered') {
      if (!/^STARTTLS$/im.test(offers)) throw new Error('it offers no encryption (STARTTLS)')
      await talk.ask('STARTTLS', 220)
      talk.leave()
      talk = openTalk(connectSecure({ socket: plain, servername: host }), letter)
      offers = await talk.ask(`EHLO ${hostname()}`, 250)
    }
    await logIn(talk, letter, offers)
    await talk.ask(`MAIL FROM:<${letter.from}>`, 250)
    for (const address of letter.to) await talk.ask(`RCPT TO:<${address}>`, 250)
    await talk.ask('DATA', 354)
    await talk.ask(`${writeLetter(letter)}\r\n.`, 250)
    // The letter is theirs from here on, whatever becomes of the farewell.
    await talk.ask('QUIT', 221).catch(() => undefined)
  } finally {
    talk.close()
    plain.destroy()
  }
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
  /** The text of the next answer. Throws where it has another code. */
  expect(code: number): Promise<string>
  ask(line: string, code: number): Promise<string>
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

  async function expect(code: number): Promise<string> {
    for (;;) {
      const whole = /^(?:\d{3}-.*\r?\n)*\d{3}(?: .*)?\r?\n/.exec(held)?.[0]
      if (whole !== undefined) {
        held = held.slice(whole.length)
        const lines = whole.trimEnd().split(/\r?\n/)
        if (Number(lines.at(-1)?.slice(0, 3)) === code) {
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
    async ask(line, code) {
      socket.write(`${line}\r\n`)
      return expect(code)
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
    `Subject: =?utf-8?B?${base64(subject.replaceAll(/[\r\n]+/g, ' '))}?=`,
    `Date: ${date.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${id}@${from.split('@')[1] ?? hostname()}>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    body,
  ].join('\r\n')
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64')
}
