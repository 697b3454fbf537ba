import { dataErrors } from './errors.ts'
import type { SourceReader } from './source-reader.ts'

/** Reads the files that `<url>/index.txt` lists, one name a line. */
export function httpSourceReader(source: string, url: string): SourceReader {
  const base = url.endsWith('/') ? url : `${url}/`

  async function get(name: string): Promise<string> {
    const address = new URL(name, base)
    const response = await fetch(address).catch((error: unknown) => {
      const problem = 'no answer'
      throw dataErrors.sourceNotReadable({ source, place: address.href, problem }, error)
    })
    if (!response.ok) {
      throw dataErrors.sourceAnsweredBadly({ url: address.href, status: response.status })
    }
    return response.text()
  }

  return {
    async list() {
      const names = (await get('index.txt')).split('\n').map((line) => line.trim())
      return names.filter((name) => name !== '').map((name) => ({ name, stamp: undefined }))
    },

    read: get,
  }
}
