import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { startLogbook } from './start-logbook.ts'
import { createRun, startMlflow } from './ask-mlflow.ts'

const proxy = '/api/2.0/mlflow-artifacts/artifacts'

test('files are kept, listed, sent and removed by their paths', async (t) => {
  const mlflow = await startMlflow(t)
  const id = await createRun(mlflow)
  const root = `0/${id}/artifacts`
  const put = (path: string, body: string) =>
    fetch(`${mlflow.url}${proxy}/${root}/${path}`, { method: 'PUT', body })
  assert.equal((await put('model/weights.bin', 'abc')).status, 200)
  assert.equal((await put('h%C3%B6he.txt', 'first')).status, 200)
  assert.equal((await put('h%C3%B6he.txt', 'second')).status, 200)
  assert.equal((await put('empty', '')).status, 200)

  const { body } = await mlflow.get('/artifacts/list', { run_id: id })
  assert.deepEqual(body, {
    root_uri: `mlflow-artifacts:/${root}`,
    files: [
      { path: 'empty', is_dir: false, file_size: 0 },
      { path: 'höhe.txt', is_dir: false, file_size: 6 },
      { path: 'model', is_dir: true },
    ],
  })
  const inner = await mlflow.get('/artifacts/list', { run_id: id, path: 'model' })
  assert.deepEqual(inner.body['files'], [
    { path: 'model/weights.bin', is_dir: false, file_size: 3 },
  ])
  const listed = await fetch(`${mlflow.url}${proxy}?path=${root}/model`)
  assert.deepEqual(await listed.json(), {
    files: [{ path: 'weights.bin', is_dir: false, file_size: 3 }],
  })
  const sent = await fetch(`${mlflow.url}${proxy}/${root}/h%C3%B6he.txt`)
  assert.match(sent.headers.get('content-disposition') ?? '', /^attachment/)
  assert.equal(await sent.text(), 'second')

  await fetch(`${mlflow.url}${proxy}/${root}/model`, { method: 'DELETE' })
  const gone = await fetch(`${mlflow.url}${proxy}/${root}/model/weights.bin`)
  assert.equal(gone.status, 404)
  assert.equal(
    ((await gone.json()) as { error_code: string }).error_code,
    'RESOURCE_DOES_NOT_EXIST',
  )
  assert.deepEqual(await (await fetch(`${mlflow.url}${proxy}?path=nowhere`)).json(), {})
})

/** Sends a path as it is: other clients tidy it up first. */
async function askRaw(url: string, method: string, path: string): Promise<string> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  const head = `${method} ${path} HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\nconnection: close\r\n\r\nx`
  socket.write(head)
  let text = ''
  socket.on('data', (bytes) => (text += bytes.toString()))
  await once(socket, 'close')
  return text
}

test('a path that would lead elsewhere is refused, however it is written', async (t) => {
  const { url } = await startMlflow(t)
  const paths = [
    '../../etc/passwd',
    '..%2F..%2Fetc%2Fpasswd',
    '%2e%2e/%2e%2e/etc/passwd',
    '%252e%252e%252fetc%252fpasswd',
    'a/..%5C..%5Cwindows',
    '%2Fetc%2Fpasswd',
    '/etc/passwd',
    'C:%5Cwindows',
    'file:///etc/passwd',
    'a%00b',
    'a%23b',
    'folder/',
  ]
  for (const path of paths) {
    for (const method of ['PUT', 'GET', 'DELETE']) {
      const answer = await askRaw(url, method, `${proxy}/${path}`)
      assert.match(answer, /^HTTP\/1\.1 400 [\s\S]*Invalid path/, `${method} ${path}`)
    }
  }
  const listed = await fetch(`${url}${proxy}?path=${encodeURIComponent('../..')}`)
  assert.equal(listed.status, 400)
})

test('a client that goes away in an upload leaves nothing behind', async (t) => {
  const { url, project, close } = await startLogbook(t)
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  const head = `PUT ${proxy}/0/half.bin HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n`
  socket.write(`${head}${'x'.repeat(100)}`)
  await once(socket, 'connect')
  socket.end()
  await close()
  assert.equal(
    (await project.database.queries.selectFrom('logged_files').selectAll().execute()).length,
    0,
  )
  const drafts = await readdir(join(project.state, 'blobs', 'drafts')).catch(() => [])
  assert.deepEqual(drafts, [])
})

test('uploads in parts are declined so that clients send the file whole', async (t) => {
  const { url } = await startMlflow(t)
  const answer = await fetch(`${url}/api/2.0/mlflow-artifacts/mpu/create/0/a`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  })
  assert.equal(answer.status, 501)
  const { error_code: code, message } = (await answer.json()) as Record<string, string>
  assert.equal(code, 'NOT_IMPLEMENTED')
  assert.match(
    message ?? '',
    /^Multipart upload is not supported for the current artifact repository/,
  )
})
