import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { get } from 'node:https'
import { connect } from 'node:http2'
import { join } from 'node:path'
import { test } from 'node:test'
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { promisify } from 'node:util'
import { startServer } from '../../../src/server/index.ts'
import { openTides } from '../tide-project.ts'

test('with a certificate, both HTTP and gRPC are encrypted', async (t) => {
  const project = await openTides(t)
  const certificate = join(project.root, 'server.crt')
  const key = join(project.root, 'server.key')
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1']
  const files = ['-keyout', key, '-out', certificate]
  await promisify(execFile)('openssl', [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-days',
    '1',
    ...subject,
    ...files,
  ])
  const server = await startServer(project, { port: 0, grpcPort: 0, tls: { certificate, key } })
  t.after(() => server.close())
  assert.match(server.url, /^https:/)
  const ca = await readFile(certificate)
  const request = get(`${server.url}/api/v1/health`, { ca })
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  response.resume()
  assert.equal(response.statusCode, 200)
  const session = connect(`https://127.0.0.1:${server.grpcPort}`, { ca })
  await once(session, 'connect')
  session.close()
})

test('a certificate that can’t be used is told before anything listens', async (t) => {
  const project = await openTides(t)
  const missing = { certificate: '/nowhere.crt', key: '/nowhere.key' }
  await assert.rejects(startServer(project, { port: 0, tls: missing }), {
    code: 'server.certificateNotReadable',
  })
})
