import { readFile, realpath, stat } from 'node:fs/promises'
import { extname, join, resolve, sep } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { digestOf } from '../base/index.ts'
import { pageHeaders } from './page-headers.ts'

/** A file as it goes out. */
export interface StaticFile {
  readonly headers: Readonly<Record<string, string>>
  readonly bytes: Buffer
  /** Smaller, for those who can read it; absent for what doesn't get smaller. */
  readonly gzipped: Buffer | undefined
}

export interface StaticFolder {
  /** Undefined for what is not there, or not below the folder. `path` begins with a slash. */
  find(path: string): Promise<StaticFile | undefined>
}

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}

const compressible = /^(text\/|application\/json|image\/svg)/

/** Serves the files below `root` from memory; a file that has changed is read anew. */
export function staticFolder(root: string): StaticFolder {
  const held = new Map<string, { readonly stamp: string; readonly file: StaticFile }>()
  return {
    async find(path) {
      const place = await placeOf(root, path)
      if (place === undefined) return undefined
      const { mtimeMs, size } = await stat(place)
      const stamp = `${mtimeMs} ${size}`
      const known = held.get(place)
      if (known?.stamp === stamp) return known.file
      const file = await load(place, await readFile(place))
      held.set(place, { stamp, file })
      return file
    },
  }
}

/** The file that a path means, with links resolved: neither dots nor links lead out of the folder. */
async function placeOf(root: string, path: string): Promise<string | undefined> {
  const plain = decode(path)
  if (plain === undefined || plain.includes('\0') || plain.includes('\\')) return undefined
  try {
    const folder = await realpath(root)
    const place = await realpath(
      resolve(folder, `.${plain.endsWith('/') ? `${plain}index.html` : plain}`),
    )
    if (!place.startsWith(folder + sep)) return undefined
    return (await stat(place)).isFile() ? place : undefined
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP'].includes(code)) return undefined
    throw error
  }
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    // A percent sign that begins nothing is no file of ours.
    return undefined
  }
}

async function load(place: string, bytes: Buffer): Promise<StaticFile> {
  const mediaType = mediaTypes[extname(place)] ?? 'application/octet-stream'
  const gzipped = compressible.test(mediaType) ? await promisify(gzip)(bytes) : undefined
  return {
    bytes,
    gzipped: gzipped !== undefined && gzipped.length < bytes.length ? gzipped : undefined,
    headers: {
      'content-type': mediaType,
      'cache-control': cacheControl(place),
      etag: `"${digestOf(bytes).slice(0, 32)}"`,
      vary: 'accept-encoding',
      ...(mediaType.startsWith('text/html') ? pageHeaders(bytes.toString('utf8')) : {}),
    },
  }
}

/** The bundler puts the hash of a file into its name: such a file never changes. */
function cacheControl(place: string): string {
  const isHashed = place.includes(join(sep, 'assets', sep)) && /-[\w-]{8}\.\w+$/.test(place)
  return isHashed ? 'public, max-age=31536000, immutable' : 'no-cache'
}

/** A page that was made here, as a file. */
export function toStaticPage(html: string): Promise<StaticFile> {
  return load('page.html', Buffer.from(html))
}
