import { createHash } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Carrier, Delivered, Payload } from './send.ts';

const guid = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

function frame(opcode: number, payload: Buffer): Buffer {
  const length = payload.length;
  const header =
    length < 126
      ? Buffer.from([0x80 | opcode, length])
      : Buffer.from([0x80 | opcode, 126, length >> 8, length & 0xff]);
  return Buffer.concat([header, payload]);
}

/** The frames in a buffer a client sent, unmasked, and what is left of it. */
function readFrames(buffer: Buffer): { frames: { opcode: number; payload: Buffer }[]; rest: Buffer } {
  const frames: { opcode: number; payload: Buffer }[] = [];
  let rest = buffer;
  while (rest.length >= 6) {
    const short = rest[1]! & 0x7f;
    const start = short === 126 ? 4 : 2;
    const length = short === 126 ? rest.readUInt16BE(2) : short;
    if (rest.length < start + 4 + length) break;
    const mask = rest.subarray(start, start + 4);
    const payload = Buffer.from(rest.subarray(start + 4, start + 4 + length)).map(
      (byte, at) => byte ^ mask[at % 4]!,
    );
    frames.push({ opcode: rest[0]! & 0x0f, payload: Buffer.from(payload) });
    rest = rest.subarray(start + 4 + length);
  }
  return { frames, rest };
}

/** The socket an app opens in Socket Mode: envelopes out, acknowledgements in. */
export class SocketMode {
  #connection: Duplex | undefined;
  readonly #waiting = new Map<string, (payload: Payload | undefined) => void>();
  #ids = 0;
  connections = 0;

  attach(server: Server): void {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex) => this.#accept(request, socket));
  }

  get connected(): boolean {
    return this.#connection !== undefined;
  }

  #accept(request: IncomingMessage, socket: Duplex): void {
    const key = createHash('sha1').update(`${request.headers['sec-websocket-key']}${guid}`).digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${key}\r\n\r\n`,
    );
    this.#connection = socket;
    this.connections += 1;
    let held = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      const { frames, rest } = readFrames(Buffer.concat([held, chunk]));
      held = Buffer.from(rest);
      for (const one of frames) this.#read(socket, one.opcode, one.payload);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      if (this.#connection === socket) this.#connection = undefined;
    });
    this.#write({ type: 'hello', num_connections: 1, connection_info: { app_id: 'ABANK' } });
  }

  #read(socket: Duplex, opcode: number, payload: Buffer): void {
    if (opcode === 9) socket.write(frame(10, payload));
    if (opcode === 8) socket.end(frame(8, payload));
    if (opcode !== 1) return;
    const { envelope_id: id, payload: reply } = JSON.parse(payload.toString());
    this.#waiting.get(id)?.(reply);
    this.#waiting.delete(id);
  }

  #write(value: unknown): void {
    this.#connection?.write(frame(1, Buffer.from(JSON.stringify(value))));
  }

  async #send(type: string, payload: Payload, envelopeId?: string): Promise<Delivered> {
    const start = performance.now();
    this.#ids += 1;
    const id = envelopeId ?? `envelope${this.#ids}`;
    const acknowledged = new Promise<Payload | undefined>((resolve) => this.#waiting.set(id, resolve));
    this.#write({ type, envelope_id: id, payload, accepts_response_payload: type !== 'events_api' });
    const reply = await acknowledged;
    const body = reply && Object.keys(reply).length > 0 ? JSON.stringify(reply) : '';
    return { status: 200, ms: performance.now() - start, body, headers: new Headers() };
  }

  carrier(): Carrier {
    return {
      event: (envelope) => this.#send('events_api', envelope),
      command: (fields) => this.#send('slash_commands', fields),
      interactive: (payload) => this.#send('interactive', payload),
    };
  }

  /** Cuts the connection, as Slack does now and then. */
  cut(): void {
    this.#connection?.destroy();
  }
}
