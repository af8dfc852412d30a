// The OpenAPI document and its readable page, both made from the table of endpoints: neither can promise a route that
// is not there, nor miss one that is.
import * as z from 'zod';
import { type Endpoint, endpoints } from '../../lib/protocol/endpoints.ts';
import { type ErrorCode, errorStatus } from '../../lib/protocol/errors.ts';
import { leastRole } from '../../lib/protocol/permissions.ts';

type Json = Readonly<Record<string, unknown>>;

const errorSchema: Json = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message'],
      properties: { code: { enum: Object.keys(errorStatus) }, message: { type: 'string' }, details: {} },
    },
  },
};

/** Errors an endpoint may answer with, those all share included. */
export function errorsOf(endpoint: Endpoint): ErrorCode[] {
  const shared: ErrorCode[] =
    endpoint.action === 'stranger'
      ? ['too_many_requests', 'internal']
      : ['unauthorized', 'not_permitted', 'too_many_requests', 'internal'];
  if (endpoint.method !== 'GET') shared.push('bad_origin', 'cannot_store');
  if (endpoint.action !== 'stranger' && !endpoint.beforePasswordChange) shared.push('password_change_required');
  return [...new Set([...endpoint.errors, ...shared])];
}

const schemaOf = (schema: z.core.$ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io,
    unrepresentable: 'any',
  }) as Json;
  return rest;
};

function operation(name: string, endpoint: Endpoint): Json {
  const responses: Record<string, unknown> = {
    [endpoint.status]: {
      description: 'Done.',
      content: { [endpoint.outputMedia ?? 'application/json']: { schema: schemaOf(endpoint.output, 'output') } },
    },
  };
  for (const code of errorsOf(endpoint)) {
    const status = String(errorStatus[code]);
    const before = responses[status];
    const said =
      before && typeof before === 'object' && 'description' in before ? `${String(before.description)}, ` : '';
    responses[status] = {
      description: `${said}${code}`,
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
    };
  }
  const parameters: Json[] = [...endpoint.path.matchAll(/:(\w+)/g)].map(([, parameter]) => ({
    name: parameter,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const query = endpoint.query ? schemaOf(endpoint.query, 'input').properties : undefined;
  for (const [parameter, schema] of Object.entries(query ?? {})) {
    parameters.push({ name: parameter, in: 'query', required: false, schema });
  }
  if (endpoint.idempotent) {
    parameters.push({
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      description: 'Per user and route for 24 h: same body = the saved answer, another body = 422.',
      schema: { type: 'string', maxLength: 200 },
    });
  }
  const body = endpoint.bodyMedia
    ? { [endpoint.bodyMedia]: { schema: { type: 'string' } } }
    : endpoint.body && { 'application/json': { schema: schemaOf(endpoint.body, 'input') } };
  return {
    operationId: name,
    summary: endpoint.summary,
    description:
      endpoint.action === 'stranger' ? 'Open to strangers.' : `Needs the role ${leastRole(endpoint.action)} or more.`,
    security: endpoint.action === 'stranger' ? [] : [{ cookie: [] }, { bearer: [] }],
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body ? { requestBody: { content: body } } : {}),
    responses,
  };
}

export function openApiDocument(cookieName: string): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const [name, endpoint] of Object.entries<Endpoint>(endpoints)) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}');
    const methods = paths[path] ?? {};
    methods[endpoint.method.toLowerCase()] = operation(name, endpoint);
    paths[path] = methods;
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Wallboard for MeetIP PRO', version: '1', description: 'Instants are Unix milliseconds.' },
    paths,
    components: {
      schemas: { Error: errorSchema },
      securitySchemes: {
        cookie: { type: 'apiKey', in: 'cookie', name: cookieName },
        bearer: { type: 'http', scheme: 'bearer' },
      },
    },
  };
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (mark) => escapes[mark] ?? mark);

/** A page without scripts or anything from elsewhere. */
export function docsPage(): string {
  const sections = Object.entries<Endpoint>(endpoints).map(([name, endpoint]) => {
    const schemas = [
      endpoint.body && !endpoint.bodyMedia ? ['Takes', schemaOf(endpoint.body, 'input')] : null,
      endpoint.outputMedia ? null : ['Answers', schemaOf(endpoint.output, 'output')],
    ].filter((entry) => entry !== null);
    const details = schemas
      .map(([title, schema]) => {
        const text = escapeHtml(JSON.stringify(schema, null, 2));
        return `<details><summary>${String(title)}</summary><pre>${text}</pre></details>`;
      })
      .join('');
    const errors = errorsOf(endpoint).map((code) => `<code>${errorStatus[code]} ${code}</code>`);
    const who = endpoint.action === 'stranger' ? 'open to strangers' : `role ${leastRole(endpoint.action)} or more`;
    const key = endpoint.idempotent ? ' · takes <code>Idempotency-Key</code>' : '';
    return `<section id="${name}"><h2><b>${endpoint.method}</b> ${escapeHtml(endpoint.path.replace(/:(\w+)/g, '{$1}'))}</h2>
<p>${escapeHtml(endpoint.summary)}</p><p>${endpoint.status} · ${who}${key}</p>${details}<p>${errors.join(' ')}</p></section>`;
  });
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Wallboard API</title><style>
:root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
h2{font:600 1.05rem ui-monospace,monospace;margin:0}section{border-top:1px solid #8886;padding:1rem 0}
code{font-size:.85em;border:1px solid #8886;border-radius:4px;padding:0 .3em}pre{overflow:auto;font-size:.85em}
</style></head><body><h1>Wallboard API</h1>
<p>JSON in, JSON out. A browser uses the session cookie, a program <code>Authorization: Bearer TOKEN</code>.
Errors are <code>{"error":{"code","message","details"}}</code>. For machines: <a href="/api/v1/openapi.json">openapi.json</a>.</p>
${sections.join('\n')}</body></html>`;
}
