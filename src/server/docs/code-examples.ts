/** A request as it stands in code. */
export interface CodeRequest {
  readonly method: string
  readonly address: string
  /** JSON. */
  readonly body: string | undefined
}

/** A request as TypeScript that needs nothing but `fetch`. */
export function typeScriptOf({ method, address, body }: CodeRequest): string {
  const sent =
    body === undefined
      ? method === 'GET'
        ? ''
        : `, { method: '${method}' }`
      : `, {
  method: '${method}',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(${body.replaceAll('\n', '\n  ')}),
}`
  return `const response = await fetch('${address}'${sent})
console.log(response.status, await response.json())`
}

/** A request as Python that needs nothing but what comes with it. */
export function pythonOf({ method, address, body }: CodeRequest): string {
  const sent =
    body === undefined
      ? `"${address}", method="${method}"`
      : `
    "${address}",
    json.dumps(body).encode(),
    {"content-type": "application/json"},
    method="${method}",
`
  return `import json
from urllib.request import Request, urlopen

${body === undefined ? '' : `body = json.loads(r"""${body}""")\n`}request = Request(${sent})
print(json.load(urlopen(request)))`
}
