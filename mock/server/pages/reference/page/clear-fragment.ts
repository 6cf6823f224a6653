/** A request that Swagger UI is about to send. */
interface OutgoingRequest {
  url: string;
}

/**
 * Takes the fragment from the address of a call. A browser does not send it, but Swagger UI shows the address, and the
 * curl command that it makes is to be what was sent: `POST /`.
 */
export function clearFragment(request: OutgoingRequest): OutgoingRequest {
  const [address = "", fragment = ""] = request.url.split("#", 2);
  if (fragment.startsWith("X-Amz-Target=")) request.url = address;
  return request;
}
