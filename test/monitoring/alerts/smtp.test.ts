import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { setDefaultCACertificates } from 'node:tls'
import { createLog, secret, type LogLine } from '../../../src/base/index.ts'
import { emailChannel, tryChannel, type AlertMessage } from '../../../src/monitoring/index.ts'
import { makeCertificate, startMailServer, type Certificate } from './mail-server.ts'

let certificate: Certificate
let foreign: Certificate

before(async () => {
  ;[certificate, foreign] = await Promise.all([makeCertificate(), makeCertificate()])
  // What NODE_EXTRA_CA_CERTS does for a process.
  setDefaultCACertificates([certificate.cert])
})

const at = new Date('2026-03-01T00:00:00.000Z')

const message: AlertMessage = {
  kind: 'fired',
  monitor: 'accuracy',
  watches: 'model surf-height',
  severity: 'warning',
  at: at.toISOString(),
  title: '[warning] accuracy: “mae is at most 1” is not kept at Lahinch and at Easkey: mae is 1.5',
  alerts: [],
}

async function send(given: Partial<Parameters<typeof emailChannel>[1]>) {
  const logged: LogLine[] = []
  const channel = emailChannel('post', {
    host: '127.0.0.1',
    from: 'swell@example.org',
    to: ['ada@example.org'],
    ...given,
  })
  const now = () => at
  const problem = await tryChannel(
    {
      now,
      root: '/',
      environment: { MAIL_PASSWORD: 'swordfish', WRONG_PASSWORD: 'trout' },
      log: createLog(now, 'info', (line) => logged.push(line)),
      tell: () => undefined,
    },
    channel,
    message,
  )
  return { problem, logged: logged.map(({ text }) => text) }
}

const login = { user: 'swell', password: secret('MAIL_PASSWORD') }

test('an e-mail is encrypted by STARTTLS before anything is told, and handed in with a password', async (t) => {
  const server = await startMailServer(t, { certificate, tls: 'offered', auth: 'PLAIN' })
  assert.deepEqual(await send({ port: server.port, ...login }), { problem: undefined, logged: [] })
  const verbs = server.heard.map(({ line, isEncrypted }) => [line.split(' ')[0], isEncrypted])
  assert.deepEqual(verbs, [
    ['EHLO', false],
    ['STARTTLS', false],
    ['EHLO', true],
    ['AUTH', true],
    ['MAIL', true],
    ['RCPT', true],
    ['DATA', true],
    ['QUIT', true],
  ])
  const [letter = ''] = server.letters
  const [head = '', body = ''] = letter.split('\n\n')
  assert.ok(letter.split('\n').every((line) => line.length <= 78))
  assert.match(head, /^Message-ID: <try-2026-03-01T00:00:00\.000Z@example\.org>$/m)
  assert.match(head, /^Date: Sun, 01 Mar 2026 00:00:00 \+0000$/m)
  const words = [...head.matchAll(/=\?utf-8\?B\?([^?]+)\?=/g)].map(([, word = '']) => word)
  const text = (word: string) => Buffer.from(word, 'base64').toString('utf8')
  assert.equal(words.map(text).join(''), message.title)
  assert.match(text(body), /It watches model surf-height\./)
})

test('an e-mail is encrypted from the first byte on, by name, where the server wants that', async (t) => {
  const server = await startMailServer(t, { certificate, tls: 'always', auth: 'LOGIN' })
  const channel = { host: 'localhost', port: server.port, tls: 'always', ...login } as const
  assert.equal((await send(channel)).problem, undefined)
  assert.ok(server.heard.every(({ isEncrypted }) => isEncrypted))
  assert.equal(server.letters.length, 1)
})

test('a server on this machine needs neither', async (t) => {
  const server = await startMailServer(t, { certificate, tls: 'never' })
  assert.equal((await send({ port: server.port, tls: 'never' })).problem, undefined)
  assert.equal(server.letters.length, 1)
})

test('no password goes to a server that can’t be trusted, or in the open', async (t) => {
  const impostor = await startMailServer(t, { certificate: foreign, tls: 'offered', auth: 'PLAIN' })
  assert.match((await send({ port: impostor.port, ...login })).problem ?? '', /self-signed/)
  const bare = await startMailServer(t, { certificate, tls: 'never', auth: 'PLAIN' })
  const noEncryption = await send({ port: bare.port, ...login })
  assert.equal(noEncryption.problem, 'it offers no encryption (STARTTLS)')
  const open = await send({ port: bare.port, tls: 'never', ...login })
  assert.equal(open.problem, 'a password is sent encrypted only')
  const said = [...impostor.heard, ...bare.heard].map(({ line }) => line.split(' ')[0])
  assert.deepEqual(said, ['EHLO', 'STARTTLS', 'EHLO', 'EHLO'])
})

test('a wrong password is told, and stands nowhere', async (t) => {
  const server = await startMailServer(t, { certificate, tls: 'offered', auth: 'PLAIN' })
  const wrong = { user: 'swell', password: secret('WRONG_PASSWORD') }
  const { problem, logged } = await send({ port: server.port, ...wrong })
  assert.equal(problem, 'it answered 535 who are you?')
  assert.ok(!JSON.stringify([problem, logged]).includes('trout'))
})

test('one wrong address keeps the letter from nobody else, and is told', async (t) => {
  const server = await startMailServer(t, { certificate, tls: 'never' })
  server.answers.set('RCPT TO:<gone@', '550 nobody of that name')
  server.answers.set('RCPT TO:<moved@', '251 it goes on')
  const to = ['gone@example.org', 'moved@example.org', 'ada@example.org']
  assert.deepEqual(await send({ port: server.port, tls: 'never', to }), {
    problem: undefined,
    logged: [
      'channel post: gone@example.org was not told of an alert: it answered 550 nobody of that name',
    ],
  })
  assert.equal(server.letters.length, 1)
  const nobody = await send({ port: server.port, tls: 'never', to: ['gone@example.org'] })
  assert.equal(nobody.problem, 'it answered 550 nobody of that name')
})
