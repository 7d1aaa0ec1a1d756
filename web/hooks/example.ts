/** A program for Node that takes calls and checks them (Standard Webhooks 1.0.0); it needs no package. */
export const nodeReceiver = `import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'

const key = Buffer.from('whsec_…'.replace('whsec_', ''), 'base64')

function isGenuine(headers, body) {
  const id = headers['webhook-id']
  const timestamp = headers['webhook-timestamp']
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) <= 300)) return false
  const expected = createHmac('sha256', key).update(\`\${id}.\${timestamp}.\`).update(body).digest()
  return String(headers['webhook-signature'])
    .split(' ')
    .filter((one) => one.startsWith('v1,'))
    .map((one) => Buffer.from(one.slice(3), 'base64'))
    .some((given) => given.length === expected.length && timingSafeEqual(given, expected))
}

const seen = new Set() // keep it in your database: the same id may come again

createServer(async (request, response) => {
  const parts = []
  for await (const part of request) parts.push(part)
  const body = Buffer.concat(parts) // the bytes as they came
  if (!isGenuine(request.headers, body)) return response.writeHead(401).end()
  if (!seen.has(request.headers['webhook-id'])) {
    const { type, data } = JSON.parse(body)
    console.log(type, data.ids)
    seen.add(request.headers['webhook-id'])
  }
  response.writeHead(204).end()
}).listen(3000)
`

/** The same for Python 3. */
export const pythonReceiver = `import base64, hashlib, hmac, json, time
from http.server import BaseHTTPRequestHandler, HTTPServer

KEY = base64.b64decode('whsec_…'.removeprefix('whsec_'))

def is_genuine(headers, body):
    id, timestamp = headers.get('webhook-id', ''), headers.get('webhook-timestamp', '')
    if not timestamp.isdigit() or abs(time.time() - int(timestamp)) > 300:
        return False
    signed = f'{id}.{timestamp}.'.encode() + body
    expected = 'v1,' + base64.b64encode(hmac.new(KEY, signed, hashlib.sha256).digest()).decode()
    return any(hmac.compare_digest(expected, one) for one in headers.get('webhook-signature', '').split())

seen = set()  # keep it in your database: the same id may come again

class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers['content-length']))  # the bytes as they came
        genuine = is_genuine(self.headers, body)
        if genuine and self.headers['webhook-id'] not in seen:
            event = json.loads(body)
            print(event['type'], event['data']['ids'], flush=True)
            seen.add(self.headers['webhook-id'])
        self.send_response(204 if genuine else 401)
        self.end_headers()

HTTPServer(('', 3000), Receiver).serve_forever()
`
