import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** How a house's gateway behaves: `redirects` sends to a place of its own that would take the message. */
export type SmsStandInManner = 'accepts' | 'refuses' | 'hangs' | 'redirects' | 'never-ends' | 'drops'

export interface SmsStandIn {
  readonly url: string
  /** Everything that came, in order. */
  readonly heard: { readonly method: string; readonly path: string; readonly authorization: string | undefined; readonly body: unknown }[]
  behave(manner: SmsStandInManner, ...next: readonly SmsStandInManner[]): void
  close(): Promise<void>
}

/** A gateway of messages as a house would put up, on this computer. */
export async function startSmsStandIn(): Promise<SmsStandIn> {
  const heard: SmsStandIn['heard'] = []
  let manners: readonly SmsStandInManner[] = ['accepts']
  const server = createServer((request, response) => void answer(request, response))

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    heard.push({ method: request.method ?? '', path: request.url ?? '', authorization: request.headers.authorization, body: JSON.parse(Buffer.concat(parts).toString() || 'null') as unknown })
    const [manner = 'accepts', ...rest] = manners
    if (rest.length > 0) manners = rest
    switch (manner) {
      case 'accepts':
        return void response.writeHead(202).end('{"queued":true}')
      case 'refuses':
        return void response.writeHead(503).end('no')
      case 'redirects':
        return void response.writeHead(307, { Location: '/elsewhere' }).end()
      case 'never-ends': {
        response.writeHead(200)
        const more = () => {
          while (!response.destroyed && response.write(Buffer.alloc(65_536)));
        }
        response.on('drain', more)
        return more()
      }
      case 'drops':
        return void request.socket.destroy()
      case 'hangs':
        return
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`,
    heard,
    behave: (...wanted) => void (manners = wanted),
    close: () => new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    }),
  }
}
