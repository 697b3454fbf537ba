// The least that a prediction over HTTP can cost: `node:http` that parses the body and answers JSON
// of the same shape. Prints its port.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const answer = JSON.parse(process.argv[2] ?? '{}') as unknown

const server = createServer((request, response) => {
  const parts: Buffer[] = []
  request.on('data', (part: Buffer) => parts.push(part))
  request.on('end', () => {
    JSON.parse(Buffer.concat(parts).toString())
    const body = JSON.stringify(answer)
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    })
    response.end(body)
  })
})

server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${(server.address() as AddressInfo).port}\n`)
})
