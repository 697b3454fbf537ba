import { dataErrors } from './errors.ts'
import type { SourceReader } from './source-reader.ts'

/** Reads the files that `<url>/index.txt` lists, one name a line. */
export function httpSourceReader(source: string, url: string): SourceReader {
  const base = url.endsWith('/') ? url : `${url}/`

  async function get(name: string): Promise<string> {
    // A name is no URL: `#`, `?` and `%` in it are letters like others.
    const address = new URL(name.split('/').map(encodeURIComponent).join('/'), base).href
    const failed = (problem: string) => (error: unknown) => {
      throw dataErrors.sourceNotReadable({ source, place: address, problem }, error)
    }
    const response = await fetch(address).catch(failed('no answer'))
    if (!response.ok) {
      throw dataErrors.sourceAnsweredBadly({ url: address, status: response.status })
    }
    return response.text().catch(failed('the answer broke off'))
  }

  return {
    async list() {
      const names = (await get('index.txt')).split('\n').map((line) => line.trim())
      return names.filter((name) => name !== '').map((name) => ({ name, stamp: undefined }))
    },

    read: get,
  }
}
