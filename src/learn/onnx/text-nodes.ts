import type { Hashed } from '../encoders/category-encoders.ts'
import type { PlannedText } from '../encoders/encoder-plan.ts'
import type { FittedTfIdf } from '../encoders/fitted-encoder.ts'
import { caseVariants, wordPatternOfGraph } from '../encoders/words.ts'
import { castNode } from './cast-node.ts'
import { constant, joinPieces, matrix, node, type GraphPiece } from './graph-piece.ts'
import type { OnnxAttribute } from './onnx-model.ts'
import { roundNodes } from './step-nodes.ts'

/** The same as `textVector`: one 64-bit tensor of shape [rows, features]. */
export function textNodes(name: string, { of, suffixes }: PlannedText): GraphPiece {
  if (suffixes.length === 0) return joinPieces([])
  const own = of.kind === 'tfIdf' ? wordNodes(name, of) : hashNodes(name, of)
  return joinPieces([{ ...own, results: [] }, roundNodes(own.results[0] ?? name, `${name}:`, true)])
}

/** ONNX Runtime's own operators stand beside ONNX's in every build of it. */
const runtime = 'com.microsoft'

function wordNodes(name: string, { terms, weights }: FittedTfIdf): GraphPiece {
  const at = (what: string) => `${name}:${what}`
  const lower: Readonly<Record<string, OnnxAttribute>> = {
    case_change_action: { text: 'LOWER' },
    is_case_sensitive: { whole: 1 },
    // Any other may be missing on a machine; it knows the letters A to Z only.
    locale: { text: 'C' },
  }
  const words: Readonly<Record<string, OnnxAttribute>> = {
    mark: { whole: 0 },
    mincharnum: { whole: 1 },
    pad_value: { text: '#' },
    tokenexp: { text: wordPatternOfGraph },
  }
  const nodes = [
    node('Reshape', [name, at('flat')], at('texts')),
    node('StringNormalizer', [at('texts')], at('lower'), { attributes: lower }),
    node('Tokenizer', [at('lower')], at('words'), { domain: runtime, attributes: words }),
    node('TfIdfVectorizer', [at('words')], at('counts'), { attributes: countWords(terms) }),
    castNode(at('counts'), at('counts64'), 'double'),
    node('Mul', [at('counts64'), at('weights')], at('weighed')),
    node('Mul', [at('weighed'), at('weighed')], at('squares')),
    node('MatMul', [at('squares'), at('ones')], at('sum')),
    node('Sqrt', [at('sum')], at('length')),
    // A text without a known word stays 0 rather than 0 / 0.
    node('Equal', [at('sum'), at('zero')], at('isEmpty')),
    node('Where', [at('isEmpty'), at('one'), at('length')], at('divisor')),
    node('Div', [at('weighed'), at('divisor')], at('vector')),
  ]
  const constants = [
    { name: at('flat'), shape: [1], values: BigInt64Array.of(-1n) },
    matrix(at('weights'), 1, weights),
    matrix(
      at('ones'),
      weights.length,
      weights.map(() => 1),
    ),
    constant(at('zero'), 0),
    constant(at('one'), 1),
  ]
  return { nodes, constants, results: [at('vector')] }
}

function countWords(terms: readonly string[]): Readonly<Record<string, OnnxAttribute>> {
  const pool = terms.flatMap((term, place) => caseVariants(term).map((word) => ({ word, place })))
  return {
    mode: { text: 'TF' },
    min_gram_length: { whole: 1 },
    max_gram_length: { whole: 1 },
    max_skip_count: { whole: 0 },
    ngram_counts: { wholes: [0] },
    ngram_indexes: { wholes: pool.map(({ place }) => place) },
    pool_strings: { texts: pool.map(({ word }) => word) },
  }
}

function hashNodes(name: string, { features }: Hashed): GraphPiece {
  const at = (what: string) => `${name}:${what}`
  const isThere: Readonly<Record<string, OnnxAttribute>> = {
    keys_strings: { texts: [''] },
    values_floats: { floats: [0] },
    default_float: { float: 1 },
  }
  const nodes = [
    node('MurmurHash3', [name], at('hash'), {
      domain: runtime,
      attributes: { positive: { whole: 0 }, seed: { whole: 0 } },
    }),
    castNode(at('hash'), at('hash64'), 'double'),
    node('Sign', [at('hash64')], at('sign')),
    // A hash of 0 counts up.
    node('Add', [at('sign'), at('half')], at('leaning')),
    node('Sign', [at('leaning')], at('side')),
    node('Abs', [at('hash64')], at('positive')),
    node('Mod', [at('positive'), at('count')], at('place'), { attributes: { fmod: { whole: 1 } } }),
    node('Equal', [at('place'), at('places')], at('isPlace')),
    castNode(at('isPlace'), at('ones'), 'double'),
    node('LabelEncoder', [name], at('there'), { domain: 'ai.onnx.ml', attributes: isThere }),
    castNode(at('there'), at('there64'), 'double'),
    node('Mul', [at('side'), at('there64')], at('value')),
    node('Mul', [at('ones'), at('value')], at('vector')),
  ]
  const places = Array.from({ length: features }, (_, place) => place)
  const constants = [
    constant(at('half'), 0.5),
    constant(at('count'), features),
    matrix(at('places'), 1, places),
  ]
  return { nodes, constants, results: [at('vector')] }
}
