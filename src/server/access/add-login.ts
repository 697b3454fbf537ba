import type { FastifyInstance } from 'fastify'
import { isSwellError } from '../../base/index.ts'
import { noticePage } from '../notice-page.ts'
import { sendFile } from '../send-file.ts'
import type { KeyRing } from './key-ring.ts'

export const loginPath = '/login'

const cookieName = 'swell_key'

/** Five days; then the page asks again. */
const cookieSeconds = 5 * 24 * 3600

/** The page that asks a person for a key, and keeps it in a cookie that no script can read. */
export function addLogin(
  app: FastifyInstance,
  ring: KeyRing,
  { isEncrypted }: { readonly isEncrypted: boolean },
): void {
  app.register((inner, _options, done) => {
    inner.removeAllContentTypeParsers()
    const form = 'application/x-www-form-urlencoded'
    inner.addContentTypeParser(
      form,
      { parseAs: 'string', bodyLimit: 10_000 },
      (_request, body, parsed) =>
        parsed(null, Object.fromEntries(new URLSearchParams(String(body)))),
    )
    inner.get<{ Querystring: { next?: string } }>(loginPath, async (request, reply) =>
      sendFile(request, reply, await loginPage(request.query.next)),
    )
    inner.post<{ Body: { key?: string; next?: string } | undefined }>(
      loginPath,
      async (request, reply) => {
        const { key = '', next } = request.body ?? {}
        try {
          await ring.admit(key.trim(), 'read')
        } catch (error) {
          if (!isSwellError(error)) throw error
          return sendFile(request, reply, await loginPage(next, error.message), 401)
        }
        const safe = isEncrypted ? '; Secure' : ''
        const rules = `; Path=/; HttpOnly; SameSite=Strict; Max-Age=${cookieSeconds}${safe}`
        void reply.header('set-cookie', `${cookieName}=${encodeURIComponent(key.trim())}${rules}`)
        return reply.redirect(ownPath(next), 303)
      },
    )
    done()
  })
}

export function tokenInCookie(cookie: string | undefined): string | undefined {
  const pair = cookie?.split(/; */).find((one) => one.startsWith(`${cookieName}=`))
  return pair?.slice(cookieName.length + 1)
}

async function loginPage(next = '/', problem?: string) {
  return noticePage({
    title: 'A key, please',
    text: problem ?? 'This server answers only who shows a key that allows to read.',
    form: {
      action: loginPath,
      button: 'Go on',
      fields: [{ name: 'key', label: 'Key', type: 'password' }],
      hidden: { next: ownPath(next) },
    },
    command: 'swell keys create my-name --scope read',
  })
}

/** Nobody is sent to another server by an address that was made up. */
function ownPath(next = '/'): string {
  return /^\/(?![/\\])/.test(next) ? next : '/'
}
