import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import {
  createLog,
  fixedClock,
  hideSecret,
  holdsSecret,
  maskHidden,
  maskSecretsIn,
  secret,
  secretName,
  secretValue,
} from '../../src/base/index.ts'

const print = (code: string) => `"${process.execPath}" -e "${code}"`

test('a secret is read from a variable, a file or a command, and masked from then on', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'swell-secret-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'token')
  writeFileSync(file, 'file-planted\n')
  const command = print("console.log('command-' + process.env.OWN)")
  assert.equal(maskHidden('variable-planted file-planted'), 'variable-planted file-planted')
  assert.deepEqual(
    [secret('TOKEN'), secret({ file }), secret({ command })].map((one) =>
      secretValue(one, { TOKEN: 'variable-planted', OWN: 'planted' }),
    ),
    ['variable-planted', 'file-planted', 'command-planted'],
  )
  assert.equal(maskHidden('variable-planted, file-planted; command-planted'), '…, …; …')
})

test('a command is asked once', () => {
  const command = print('console.log(Math.random())')
  const told = [1, 2].map(() => secretValue(secret({ command }), {}))
  assert.equal(told[0], told[1])
})

test('a secret that can’t be read says which and why, and never what was printed', () => {
  const refuse = (place: Parameters<typeof secret>[0], expected: object) =>
    assert.throws(() => secretValue(secret(place), {}), expected)
  refuse('NONE', { code: 'base.secretMissing', message: /NONE/ })
  refuse({ file: '/no/such/file' }, { code: 'base.secretNotTold', message: /\/no\/such\/file/ })
  const failing = print("console.log('half-a-secret');process.exit(3)")
  refuse({ command: failing }, { code: 'base.secretNotTold', message: /it ended with 3\.$/ })
  refuse({ command: print('') }, { code: 'base.secretNotTold', message: /it is empty/ })
})

test('a secret’s file is named in full', () => {
  assert.throws(() => secret({ file: 'token.txt' }), { code: 'base.secretFileRelative' })
  assert.equal(secretName(secret({ file: '~/token' })), '~/token')
  assert.equal(secretName(secret({ command: 'pass show a/b' })), 'what pass tells')
})

test('a hidden value is found however it is written', () => {
  const value = 'p/&"<a n=é>t'
  hideSecret(value)
  const basic = Buffer.from(`ada:${value}`).toString('base64')
  const texts = [
    value,
    JSON.stringify({ value }),
    encodeURIComponent(value),
    'p/&amp;&quot;&lt;a n=é&gt;t',
    `Basic ${basic}`,
    Buffer.from(`ab${value}cd`).toString('base64url'),
  ]
  for (const text of texts) {
    assert.match(maskHidden(text), /…/, text)
    assert.ok(holdsSecret(Buffer.from(text)))
  }
  assert.ok(!holdsSecret(Buffer.from('p/ant')))
})

test('the password in a secret address is hidden on its own', () => {
  secretValue(secret('URL'), { URL: 'postgres://ada:own%21word@db/surf' })
  assert.equal(maskHidden('user ada, password own!word (own%21word)'), 'user ada, password … (…)')
})

test('a word of three letters is no secret: half of all text would be masked', () => {
  hideSecret('the')
  assert.equal(maskHidden('the end'), 'the end')
})

test('what is logged lacks it, and so does each text of a value, which keeps its form', () => {
  hideSecret('logged-planted')
  const lines: string[] = []
  const log = createLog(fixedClock(new Date(0)), 'info', ({ text }) => lines.push(text))
  log.info('it is logged-planted')
  assert.deepEqual(lines, ['it is …'])
  const value = { a: ['logged-planted', 3], b: { c: null, d: 'https://u:p@h/' } }
  assert.deepEqual(maskSecretsIn(value), { a: ['…', 3], b: { c: null, d: 'https://…@h/' } })
})
