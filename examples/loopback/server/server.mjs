// An authorization server on 127.0.0.1, for a test. It prints its port, and ends when its standard input does.
// Its user signs in and consents without being asked.
import { createServer } from 'node:http';
import Provider from 'oidc-provider';

const API = ['read:cups', 'write:cups', 'read:shelves', 'write:shelves', 'wash', 'brew.start', 'brew.stop'];
const NOT_ALLOWED = ['admin', 'admin:users'];
const RESOURCE = 'urn:cups';

async function consent(provider, request, response) {
  const { prompt, params, session } = await provider.interactionDetails(request, response);
  if (prompt.name === 'login') {
    return provider.interactionFinished(request, response, { login: { accountId: 'somebody' } });
  }
  const grant = new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
}

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'web',
        application_type: 'native',
        redirect_uris: ['http://127.0.0.1/callback'],
        token_endpoint_auth_method: 'none',
      },
      {
        client_id: 'machine',
        client_secret: 'made-up',
        grant_types: ['client_credentials'],
        redirect_uris: [],
        response_types: [],
        token_endpoint_auth_method: 'client_secret_post',
        scope: API.join(' '),
      },
    ],
    cookies: { keys: ['made-up'] },
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: (_, client) => (client.clientId === 'machine' ? RESOURCE : undefined),
        getResourceServerInfo: () => ({ scope: API.join(' '), accessTokenFormat: 'opaque' }),
      },
    },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    scopes: ['openid', 'offline_access', ...API, ...NOT_ALLOWED],
  });
  const callback = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url.startsWith('/interaction/')) {
      callback(request, response);
      return;
    }
    consent(provider, request, response).catch((error) => {
      response.statusCode = 500;
      response.end(String(error));
    });
  });
  console.log(port);
});
process.stdin.resume();
process.stdin.on('end', () => process.exit(0));
