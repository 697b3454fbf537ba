import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { seededRandom } from '../../../src/base/index.ts'
import { decodeJpeg } from '../../../src/serving/index.ts'

/** Written by Pillow 13.0, with the pixels that its libjpeg reads again as grey. */
const { width, height, images } = JSON.parse(
  readFileSync(new URL('jpegs.json', import.meta.url), 'utf8'),
) as {
  width: number
  height: number
  images: Record<string, { jpeg: string; pixels: string }>
}

for (const [name, { jpeg, pixels }] of Object.entries(images)) {
  test(`a JPEG ${name} is read as libjpeg reads it`, () => {
    const image = decodeJpeg(Buffer.from(jpeg, 'base64'))
    assert.deepEqual([image.width, image.height], [width, height])
    const differences = [...Buffer.from(pixels, 'base64')].map((wanted, at) =>
      Math.abs((image.pixels[at] ?? Number.NaN) - wanted),
    )
    // Theirs is rounded in other places.
    assert.ok(Math.max(...differences) <= 2, `${Math.max(...differences)}`)
  })
}

test('whatever is broken in a JPEG, it is refused or read, and nothing else happens', () => {
  const random = seededRandom('broken')
  for (const { jpeg } of Object.values(images)) {
    const whole = Buffer.from(jpeg, 'base64')
    for (let turn = 0; turn < 150; turn += 1) {
      const broken = Buffer.from(whole)
      for (let hit = 0; hit < 3; hit += 1) {
        broken[Math.floor(random.next() * broken.length)] = Math.floor(random.next() * 256)
      }
      const cut = broken.subarray(0, Math.ceil(random.next() * broken.length))
      try {
        decodeJpeg(turn % 2 === 0 ? broken : cut)
      } catch (error) {
        assert.equal((error as { code?: unknown }).code, 'serving.imageWrong', String(error))
      }
    }
  }
})
