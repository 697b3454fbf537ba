import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'

/** Serves texts by path over HTTP; `asked` tells for which paths it was asked. */
export async function serveFiles(
  t: TestContext,
  files: Readonly<Record<string, string>>,
): Promise<{ readonly url: string; readonly asked: string[]; readonly stop: () => Promise<void> }> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '')
    asked.push(path)
    const text = files[path]
    response.writeHead(text === undefined ? 404 : 200, { connection: 'close' })
    response.end(text)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const stop = async () => {
    if (!server.listening) return
    server.close()
    await once(server, 'close')
  }
  t.after(stop)
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, asked, stop }
}
