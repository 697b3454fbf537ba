import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodePng, imageFields, readImage, resizeImage } from '../../../src/serving/index.ts'
import { writePng, type PngOptions } from './write-png.ts'

const two = { width: 2, height: 2 }
const pixelsOf = (options: PngOptions) => [...decodePng(writePng(options)).pixels].map(Math.round)

test('each kind of colours is read as shades of grey', () => {
  assert.deepEqual(
    pixelsOf({
      ...two,
      colourType: 0,
      lines: [
        [0, 255],
        [128, 7],
      ],
    }),
    [0, 255, 128, 7],
  )
  assert.deepEqual(
    pixelsOf({
      ...two,
      colourType: 2,
      lines: [
        [255, 0, 0, 0, 255, 0],
        [0, 0, 255, 255, 255, 255],
      ],
    }),
    [76, 150, 29, 255],
  )
  const palette = [0, 0, 0, 255, 255, 255, 255, 0, 0]
  assert.deepEqual(
    pixelsOf({
      ...two,
      colourType: 3,
      palette,
      lines: [
        [0, 1],
        [2, 0],
      ],
    }),
    [0, 255, 76, 0],
  )
  // What is transparent is white, as paper is.
  assert.deepEqual(
    pixelsOf({
      ...two,
      colourType: 4,
      lines: [
        [0, 255, 0, 0],
        [0, 51, 9, 255],
      ],
    }),
    [0, 255, 204, 9],
  )
  assert.deepEqual(
    pixelsOf({
      ...two,
      colourType: 6,
      lines: [
        [0, 0, 0, 255, 0, 0, 0, 0],
        [9, 9, 9, 255, 0, 0, 0, 51],
      ],
    }),
    [0, 255, 9, 204],
  )
})

test('pixels of 1, 2, 4 and 16 bits are read', () => {
  const eight = { width: 8, height: 1, colourType: 0 }
  assert.deepEqual(
    pixelsOf({ ...eight, depth: 1, lines: [[0b10110000]] }),
    [255, 0, 255, 255, 0, 0, 0, 0],
  )
  assert.deepEqual(
    pixelsOf({ ...eight, width: 4, depth: 2, lines: [[0b00011011]] }),
    [0, 85, 170, 255],
  )
  assert.deepEqual(pixelsOf({ ...eight, width: 2, depth: 4, lines: [[0x0f]] }), [0, 255])
  assert.deepEqual(
    pixelsOf({ ...eight, width: 2, depth: 16, lines: [[0x80, 0x12, 0xff, 0xff]] }),
    [128, 255],
  )
})

test('lines that say how they differ from left, above, their mean and the nearest are put together', () => {
  const wanted = [10, 20, 30, 40]
  // The same line five times, each filtered otherwise, as the standard tells.
  const lines = [wanted, [10, 10, 10, 10], [0, 0, 0, 0], [5, 5, 5, 5], [0, 0, 0, 0]]
  const filters = [0, 1, 2, 3, 4]
  const image = { width: 4, height: 5, colourType: 0, lines, filters }
  assert.deepEqual(pixelsOf(image), Array.from({ length: 5 }, () => wanted).flat())
})

test('an image is cut to its middle, and a pixel is the mean of what it covers', () => {
  const image = { width: 6, height: 4, pixels: Float64Array.from({ length: 24 }, (_, at) => at) }
  const { pixels } = resizeImage(image, two)
  // Columns 1 to 4 of all rows, in blocks of two by two.
  assert.deepEqual([...pixels], [4.5, 6.5, 16.5, 18.5])
  const wider = resizeImage({ width: 1, height: 1, pixels: Float64Array.of(7) }, two)
  assert.deepEqual([...wider.pixels], [7, 7, 7, 7])
  const third = resizeImage(
    { width: 3, height: 3, pixels: Float64Array.of(0, 0, 0, 0, 255, 0, 0, 0, 0) },
    two,
  )
  for (const pixel of third.pixels) assert.ok(Math.abs(pixel - 255 / 9) < 1e-9, String(pixel))
})

test('pixels become the fields of a row, dark ink turned round', () => {
  const row = { ...two, fields: ['a', 'b', 'c', 'd'] }
  const image = readImage(row, Buffer.from([0, 255, 51, 102]))
  assert.deepEqual(imageFields(row, image), { a: 0, b: 1, c: 0.2, d: 0.4 })
  const dark = imageFields({ ...row, ink: 'dark', most: 16 }, image)
  assert.deepEqual(dark, { a: 16, b: 0, c: 12.8, d: 16 * (1 - 0.4) })
})

test('what is no image, torn, lies about its size or is interlaced is refused', () => {
  const row = { ...two, fields: ['a', 'b', 'c', 'd'] }
  const png = writePng({
    ...two,
    colourType: 0,
    lines: [
      [0, 1],
      [2, 3],
    ],
  })
  const refused = (bytes: Buffer, message: RegExp) =>
    assert.throws(() => readImage(row, bytes), { code: 'serving.imageWrong', message })
  refused(Buffer.alloc(0), /it is empty, nor 4 bytes of grey \(2 × 2\)/)
  refused(Buffer.from('GIF89a'), /it is no PNG/)
  refused(png.subarray(0, png.length - 20), /it ends too early/)
  refused(png.subarray(0, 20), /it ends too early/)
  const larger = Buffer.from(png)
  larger.writeUInt32BE(3, 16)
  refused(larger, /it ends too early/)
  const endless = Buffer.from(png)
  endless.writeUInt32BE(0xffffffff, 16)
  refused(endless, /more than 40000000 pixels/)
  const spoilt = Buffer.from(png)
  spoilt.fill(0xff, 43, 48)
  refused(spoilt, /can't be unpacked/)
  refused(
    writePng({
      ...two,
      colourType: 0,
      lines: [
        [0, 1],
        [2, 3],
      ],
      interlaced: true,
    }),
    /interlaced/,
  )
  refused(
    writePng({
      ...two,
      colourType: 5,
      lines: [
        [0, 1],
        [2, 3],
      ],
    }),
    /no known kind/,
  )
  refused(
    writePng({
      ...two,
      colourType: 0,
      lines: [
        [0, 1],
        [2, 3],
      ],
      filters: [9],
    }),
    /filtered/,
  )
})
