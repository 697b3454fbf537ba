import { storageErrors } from '../errors.ts'

/** A bucket, whereabouts in it, and which server has it. */
export interface S3Place {
  readonly bucket: string
  /** What all keys begin with: empty, or without slashes at its ends. */
  readonly prefix: string
  readonly region: string
  /** Of a server that is not Amazon's, such as `http://127.0.0.1:9000`. */
  readonly endpoint?: string
}

/** Reads `s3://bucket/prefix`. Throws `s3UrlInvalid`. */
export function parseS3Url(url: string): Pick<S3Place, 'bucket' | 'prefix'> {
  const [, bucket = '', rest = ''] = /^s3:\/\/([^/]*)(.*)$/.exec(url) ?? []
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) {
    throw storageErrors.s3UrlInvalid({ url, problem: 'it names no bucket' })
  }
  const prefix = rest.replaceAll(/^\/|\/$/g, '')
  const parts = prefix === '' ? [] : prefix.split('/')
  if (parts.some((part) => part === '' || part === '.' || part === '..')) {
    throw storageErrors.s3UrlInvalid({
      url,
      problem: 'its path has an empty part, or dots for one',
    })
  }
  return { bucket, prefix }
}

/** The origin of a server's address. Throws `s3UrlInvalid`. */
export function parseS3Endpoint(url: string): string {
  const found = URL.parse(url)
  const isPlain =
    found !== null &&
    /^https?:$/.test(found.protocol) &&
    found.pathname === '/' &&
    `${found.username}${found.password}${found.search}` === ''
  if (isPlain) return found.origin
  throw storageErrors.s3UrlInvalid({ url, problem: 'a server is told as http(s)://host:port' })
}

/** `s3://bucket/prefix`, and the server where it isn't Amazon's: for people. */
export function describeS3Place({ bucket, prefix, endpoint }: S3Place): string {
  const at = endpoint === undefined ? '' : ` at ${endpoint}`
  return `s3://${bucket}${prefix === '' ? '' : `/${prefix}`}${at}`
}

/** The address of an object, or of the bucket itself where there is no key. */
export function s3Address(place: S3Place, key: string | undefined, query: S3Query): URL {
  const { bucket, prefix, region, endpoint } = place
  const path = key === undefined ? '' : [prefix, key].filter((part) => part !== '').join('/')
  // A certificate holds for one name before Amazon's: a bucket with dots goes into the path.
  const isInPath = endpoint !== undefined || bucket.includes('.')
  const origin =
    endpoint ?? `https://${isInPath ? '' : `${bucket}.`}s3.${region}.${domainOf(region)}`
  const parts = [...(isInPath ? [bucket] : []), ...(key === undefined ? [] : path.split('/'))]
  return new URL(`${origin}/${parts.map(encodeS3).join('/')}${writeQuery(query)}`)
}

export type S3Query = Readonly<Record<string, string>>

/** As the signature wants it: all but letters, digits and `-._~`. */
function encodeS3(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

function writeQuery(query: S3Query): string {
  const written = Object.entries(query).map(
    ([name, value]) => `${encodeS3(name)}=${encodeS3(value)}`,
  )
  return written.length === 0 ? '' : `?${written.toSorted().join('&')}`
}

function domainOf(region: string): string {
  return region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com'
}
