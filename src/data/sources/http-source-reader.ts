import { maskSecrets } from '../../base/index.ts'
import { dataErrors } from '../errors.ts'
import type { SourceReader } from './source-reader.ts'

/** Reads the files that `<url>/index.txt` lists, one name a line. */
export function httpSourceReader(source: string, url: string): SourceReader {
  const { base, headers } = parseAddress(url)

  async function get(name: string): Promise<Uint8Array> {
    // A name is no URL: `#`, `?` and `%` in it are letters like others.
    const address = new URL(name.split('/').map(encodeURIComponent).join('/'), base)
    address.search = base.search
    const place = maskSecrets(address.href)
    const failed = (problem: string) => (error: unknown) => {
      throw dataErrors.sourceNotReadable({ source, place, problem }, error)
    }
    const response = await fetch(address, { headers }).catch(failed('no answer'))
    if (!response.ok) throw dataErrors.sourceAnsweredBadly({ url: place, status: response.status })
    return response.bytes().catch(failed('the answer broke off'))
  }

  return {
    async list() {
      const index = new TextDecoder().decode(await get('index.txt'))
      const names = index.split('\n').map((line) => line.trim())
      return names.filter((name) => name !== '').map((name) => ({ name, stamp: undefined }))
    },

    read: get,
  }
}

/** A fetch takes no user and password in an address; they go into a head. A query goes with every file. */
function parseAddress(url: string): {
  readonly base: URL
  readonly headers: Record<string, string>
} {
  const base = new URL(url)
  if (!base.pathname.endsWith('/')) base.pathname += '/'
  const { username, password } = base
  if (username === '' && password === '') return { base, headers: {} }
  base.username = ''
  base.password = ''
  const user = [username, password].map(decodeURIComponent).join(':')
  return { base, headers: { authorization: `Basic ${Buffer.from(user).toString('base64')}` } }
}
