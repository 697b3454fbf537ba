import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { encodeTensor } from '../../../src/server/inference/datatypes.ts'
import type { InferRequest } from '../../../src/server/inference/infer-request.ts'
import { readInferBody } from '../../../src/server/inference/read-infer-body.ts'
import { writeInferBody } from '../../../src/server/inference/write-infer-body.ts'

interface Golden {
  readonly requests: readonly {
    readonly name: string
    readonly headers: { readonly 'Inference-Header-Content-Length'?: number }
    readonly body_base64: string
  }[]
  readonly responses: readonly { readonly name: string; readonly body_base64: string }[]
}

/** Written by tritonclient 2.x, or read by it. */
const golden = JSON.parse(
  await readFile(new URL('../../golden/triton-http.json', import.meta.url), 'utf8'),
) as Golden

function bodyOf(name: string): { body: Buffer; headerLength: string | undefined } {
  const found = golden.requests.find((request) => request.name.startsWith(name))
  assert.ok(found, name)
  const body = Buffer.from(found.body_base64, 'base64')
  return { body, headerLength: found.headers['Inference-Header-Content-Length']?.toString() }
}

function readGolden(name: string): InferRequest {
  return readInferBody({ model: 'm', inputs: [], ...bodyOf(name) })
}

test('a request of tritonclient with bytes behind the JSON is read to the last value', () => {
  assert.deepEqual(readGolden('fp32_binary_no_outputs'), {
    inputs: [{ name: 'x', datatype: 'FP32', shape: [2, 3], values: [1.5, -2, 3.25, 0, 4, 0] }],
    isBinaryOutput: true,
  })
  assert.deepEqual(readGolden('fp32_json_in_json_out'), {
    id: '42',
    inputs: [{ name: 'x', datatype: 'FP32', shape: [2, 3], values: [1.5, -2, 3.25, 0, 4, 0] }],
    outputs: [{ name: 'y', isBinary: false }],
    isBinaryOutput: false,
  })
  assert.deepEqual(readGolden('mixed_binary_json'), {
    inputs: [
      { name: 'a', datatype: 'INT64', shape: [2, 2], values: [0, 1, 2, 3] },
      { name: 'b', datatype: 'BOOL', shape: [2], values: [true, false] },
      { name: 'c', datatype: 'BYTES', shape: [3], values: ['hi', '', 'été'] },
    ],
    outputs: [
      { name: 'y', isBinary: true },
      { name: 'z', isBinary: false },
    ],
    isBinaryOutput: false,
  })
  assert.deepEqual(readGolden('empty_tensor').inputs, [
    { name: 'x', datatype: 'FP32', shape: [0, 3], values: [] },
  ])
})

test('every datatype is read, and written again to the same bytes', () => {
  const { body, headerLength } = bodyOf('all_types')
  const { inputs } = readGolden('all_types')
  assert.deepEqual(
    inputs.map(({ name, values }) => [name, values]),
    [
      ...'UINT8 UINT16 UINT32 UINT64 INT8 INT16 INT32 INT64 FP16 FP32 FP64'
        .split(' ')
        .map((name) => [name, [1, 2]]),
      ['BF16', [1.5, -2]],
    ],
  )
  const bytes = inputs.map(({ datatype, values }) => encodeTensor(datatype, values))
  assert.ok(Buffer.concat(bytes).equals(body.subarray(Number(headerLength))))
})

test('a reply is to the byte what tritonclient reads', () => {
  const prob = { name: 'prob', shape: [2, 2], values: [0.1, 0.9, 0.7, 0.3] }
  const label = { name: 'label', datatype: 'BYTES', shape: [2], values: ['cat', 'dog'] } as const
  const replies = [
    writeInferBody(
      { model: 'm', version: '1', outputs: [{ ...prob, datatype: 'FP32' }, label] },
      { isBinaryOutput: true },
    ),
    writeInferBody(
      { model: 'm', version: '1', outputs: [label, { ...prob, datatype: 'FP32' }] },
      { isBinaryOutput: true, outputs: [{ name: 'label', isBinary: false }] },
    ),
    writeInferBody(
      { id: '42', model: 'm', version: '1', outputs: [{ ...prob, datatype: 'FP64' }] },
      { isBinaryOutput: false },
    ),
  ]
  assert.deepEqual(
    replies.map(({ body }) => body.toString('latin1')),
    golden.responses.map(({ body_base64: body }) => Buffer.from(body, 'base64').toString('latin1')),
  )
  assert.deepEqual(
    replies.map(({ headerLength }) => headerLength),
    [220, 204, undefined],
  )
})

test('halves are rounded to the nearest, and to the even one of two', () => {
  const values = [65_504, 65_520, 2 ** -24, 2 ** -26, -0, 1 + 2 ** -11, 1 + 3 * 2 ** -11, 1.9999]
  const bytes = encodeTensor('FP16', values)
  const bits = values.map((_, at) => bytes.readUInt16LE(at * 2))
  assert.deepEqual(bits, [0x7bff, 0x7c00, 1, 0, 0x8000, 0x3c00, 0x3c02, 0x4000])
})

test('a number that JSON has not may stand bare, and a text may look like one', () => {
  const text =
    '{"inputs":[{"name":"x","datatype":"FP64","shape":[4],"data":[NaN,-Infinity,null,1]},' +
    '{"name":"NaN","datatype":"BYTES","shape":[4,1],"data":[["NaN"],["\\"NaN"],["a"],["b"]]}]}'
  const { inputs } = readInferBody({
    model: 'm',
    body: Buffer.from(text),
    headerLength: String(text.length),
    inputs: [],
  })
  assert.deepEqual(
    inputs.map(({ name, values }) => [name, values]),
    [
      ['x', [null, -Infinity, null, 1]],
      ['NaN', ['NaN', '"NaN', 'a', 'b']],
    ],
  )
})

test('a body without JSON is the value of the only input', () => {
  const read = (inputs: Parameters<typeof readInferBody>[0]['inputs'], body: Buffer) =>
    readInferBody({ model: 'm', body, headerLength: '0', inputs })
  assert.deepEqual(read([{ name: 'word', datatype: 'BYTES' }], Buffer.from('été')), {
    inputs: [{ name: 'word', datatype: 'BYTES', shape: [1, 1], values: ['été'] }],
    isBinaryOutput: true,
  })
  const two = [
    { name: 'a', datatype: 'FP64' },
    { name: 'b', datatype: 'FP64' },
  ] as const
  assert.throws(() => read(two, Buffer.alloc(8)), { code: 'server.rawRequestWrong' })
  assert.throws(() => read([two[0]], Buffer.alloc(7)), { code: 'server.tensorBytesWrong' })
})

test('a body that is not what it says it is is refused, with what is wrong and where', () => {
  const x = '"inputs":[{"name":"x","datatype":"INT64","shape":[2]'
  const refusals: readonly [string, string, string?][] = [
    ['{', 'server.inferRequestWrong'],
    ['[]', 'server.inferRequestWrong'],
    ['{"inputs":[]}', 'server.inferRequestWrong'],
    [`{${x},"data":[1]}]}`, 'server.tensorDataWrong'],
    [`{${x},"data":[1,"2"]}]}`, 'server.tensorDataWrong'],
    [`{${x},"data":[1,9007199254740993]}]}`, 'server.numberTooLarge'],
    [`{${x},"parameters":{"binary_data_size":16}}]}`, 'server.tensorBytesWrong'],
    [`{${x},"parameters":{"triton_x":1},"data":[1,2]}]}`, 'server.inferRequestWrong'],
    [
      '{"inputs":[{"name":"x","datatype":"INT64","shape":[-1],"data":[]}]}',
      'server.tensorShapeWrong',
    ],
    [
      '{"inputs":[{"name":"x","datatype":"FP16","shape":[1],"data":[1]}]}',
      'server.tensorDataWrong',
    ],
    [
      '{"inputs":[{"name":"x","datatype":"TEXT","shape":[1],"data":[1]}]}',
      'server.inferRequestWrong',
    ],
    ['{}', 'server.inferHeaderWrong', '3'],
    ['{}', 'server.inferHeaderWrong', '-1'],
    [`{${x},"data":[1,2]}]}more`, 'server.tensorDataLeftOver', String(x.length + 17)],
  ]
  for (const [text, code, headerLength] of refusals) {
    const body = Buffer.from(text)
    assert.throws(
      () => readInferBody({ model: 'm', body, headerLength, inputs: [] }),
      { code },
      text,
    )
  }
})
