import { useState } from 'react'
import type { Row, ServiceReply } from '../../../api/index.ts'
import { Choices } from '../../kit/choices.tsx'
import { Command } from '../../kit/command.tsx'

const languages = [
  { value: 'curl', title: 'curl' },
  { value: 'typescript', title: 'TypeScript' },
  { value: 'python', title: 'Python' },
]

/** The request as code to take away. */
export function CodeSnippets({ service, row }: { service: ServiceReply; row: Row }) {
  const [language, setLanguage] = useState('curl')
  const address = `${location.origin}${service.address}/predict`
  const body = JSON.stringify(row, undefined, 2)
  const text =
    language === 'python'
      ? pythonOf(address, body)
      : language === 'typescript'
        ? typeScriptOf(service, address, body)
        : curlOf(address, row)
  return (
    <details className="snippets">
      <summary>The same as code</summary>
      <Choices label="Language" choices={languages} value={language} onChange={setLanguage} />
      <Command text={text} what={`as ${language}`} />
    </details>
  )
}

function curlOf(address: string, row: Row): string {
  const body = JSON.stringify(row).replaceAll("'", String.raw`'\''`)
  return `curl ${address} \\
  -H 'content-type: application/json' \\
  -d '${body}'`
}

function typeScriptOf(service: ServiceReply, address: string, body: string): string {
  return `// A typed client: swell service client ${service.name} --out ${service.name}-client.ts
const response = await fetch('${address}', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(${body.replaceAll('\n', '\n  ')}),
})
console.log(await response.json())`
}

function pythonOf(address: string, body: string): string {
  return `import json
from urllib.request import Request, urlopen

row = json.loads(r"""${body}""")
request = Request("${address}", json.dumps(row).encode(), {"content-type": "application/json"})
print(json.load(urlopen(request)))`
}
