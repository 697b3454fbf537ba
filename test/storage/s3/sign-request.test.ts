import assert from 'node:assert/strict'
import { test } from 'node:test'
import { digestOf } from '../../../src/base/index.ts'
import { signRequest } from '../../../src/storage/s3/sign-request.ts'

// The examples of https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
const credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
}
const bucket = 'https://examplebucket.s3.amazonaws.com'
const examples = [
  {
    what: 'a range of an object',
    request: { method: 'GET', url: '/test.txt', headers: { range: 'bytes=0-9' }, body: '' },
    signature: 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  },
  {
    what: 'a put with a body',
    request: {
      method: 'PUT',
      url: '/test%24file.text',
      headers: {
        date: 'Fri, 24 May 2013 00:00:00 GMT',
        'x-amz-storage-class': 'REDUCED_REDUNDANCY',
      },
      body: 'Welcome to Amazon S3.',
    },
    signature: '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
  },
  {
    what: 'a question without a value',
    request: { method: 'GET', url: '/?lifecycle=', headers: {}, body: '' },
    signature: 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
  },
  {
    what: 'a list',
    request: { method: 'GET', url: '/?max-keys=2&prefix=J', headers: {}, body: '' },
    signature: '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
  },
]

for (const { what, request, signature } of examples) {
  test(`the signature of ${what} is that of Amazon's example`, () => {
    const { method, headers, body, url } = request
    const toSign = { method, headers, url: new URL(url, bucket), bodyDigest: digestOf(body) }
    const at = new Date('2013-05-24T00:00:00Z')
    const signed = signRequest(toSign, { credentials, region: 'us-east-1', at })
    assert.ok(signed['authorization']?.endsWith(`,Signature=${signature}`), signed['authorization'])
  })
}
