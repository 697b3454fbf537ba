import { randomBytes } from 'node:crypto'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { hideSecret } from '../base/index.ts'

/** Where programs that a step starts can log to, as to an MLflow server. */
export interface TrackingAddress {
  readonly url: string
  /** What they have to show: others on this machine must not write. */
  readonly token: string
}

export interface TrackingDoor {
  /** Opens it when it is first asked for. */
  readonly address: () => Promise<TrackingAddress>
  readonly close: () => Promise<void>
}

interface OpenDoor {
  readonly server: Server
  readonly token: string
}

/** A door on this machine that is opened when somebody may want it, and answered when somebody knocks. */
export function trackingDoor(load: () => Promise<RequestListener>): TrackingDoor {
  let listener: Promise<RequestListener> | undefined
  let opened: Promise<OpenDoor> | undefined

  function open(): Promise<OpenDoor> {
    const token = randomBytes(24).toString('base64url')
    hideSecret(token)
    const server = createServer((request, response) => {
      if (request.headers.authorization !== `Bearer ${token}`) {
        response.writeHead(401).end()
        return
      }
      listener ??= load()
      listener.then(
        (answer) => answer(request, response),
        (error: unknown) => {
          response.writeHead(500).end(error instanceof Error ? error.message : String(error))
        },
      )
    })
    return new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen(0, '127.0.0.1', () => resolve({ server, token }))
    })
  }

  return {
    address: async () => {
      const { server, token } = await (opened ??= open())
      const { port } = server.address() as AddressInfo
      return { url: `http://127.0.0.1:${port}`, token }
    },
    close: async () => {
      const { server } = (await opened) ?? {}
      if (server === undefined) return
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
