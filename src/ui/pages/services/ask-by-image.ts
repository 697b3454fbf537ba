import type { PredictReply, ServiceReply } from '../../../api/index.ts'

/** The answer of a service to an image. Throws what the server refuses, in its words. */
export async function askByImage(
  service: ServiceReply,
  image: Blob,
  query: Readonly<Record<string, string>>,
): Promise<PredictReply> {
  const response = await fetch(`${service.address}/image?${new URLSearchParams(query)}`, {
    method: 'POST',
    headers: { 'content-type': 'image/png' },
    body: image,
  })
  const answer: unknown = await response.json()
  if (response.ok) return answer as PredictReply
  const { detail = 'The image was refused.', hint = '' } = answer as {
    readonly detail?: string
    readonly hint?: string
  }
  throw new Error(`${detail} ${hint}`.trim())
}
