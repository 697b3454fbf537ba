import type { S3Client } from './s3-client.ts'
import { xmlElements, xmlText } from './read-xml.ts'

/** The bytes of a small object, or undefined where there is none. */
export async function findS3Object(client: S3Client, key: string): Promise<Uint8Array | undefined> {
  const answer = await client.send({ method: 'GET', key, mayBeMissing: true })
  return answer.status === 404 ? undefined : answer.bytes()
}

export async function findS3Size(client: S3Client, key: string): Promise<number | undefined> {
  const answer = await client.send({ method: 'HEAD', key, mayBeMissing: true })
  const length = Number(answer.head('content-length') ?? Number.NaN)
  await answer.bytes()
  return answer.status === 404 ? undefined : length
}

export async function putS3Object(client: S3Client, key: string, text: string): Promise<void> {
  const body = new TextEncoder().encode(text)
  await (await client.send({ method: 'PUT', key, body })).bytes()
}

/** The keys that begin with `start`, behind the place's own prefix. */
export async function listS3Keys(client: S3Client, start: string): Promise<readonly string[]> {
  const { prefix } = client.place
  const own = prefix === '' ? '' : `${prefix}/`
  const keys: string[] = []
  for (let token: string | undefined; ;) {
    const query = {
      'list-type': '2',
      prefix: own + start,
      ...(token === undefined ? {} : { 'continuation-token': token }),
    }
    const xml = await (await client.send({ method: 'GET', query })).text()
    for (const one of xmlElements(xml, 'Contents')) {
      const key = xmlText(one, 'Key') ?? ''
      if (key.startsWith(own)) keys.push(key.slice(own.length))
    }
    token = xmlText(xml, 'NextContinuationToken')
    if (xmlText(xml, 'IsTruncated') !== 'true' || token === undefined) return keys
  }
}
