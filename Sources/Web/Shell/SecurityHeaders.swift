import HTTPTypes
import Hummingbird

/// The headers of every answer, whatever it is: set in this one place.
func secure(_ response: Response, overTLS: Bool) -> Response {
    var response = response
    // Nothing but our own files runs or is shown: no inline script, no inline style, no frame
    // around us.
    response.headers[.contentSecurityPolicy] =
        "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
        + "form-action 'self'; img-src 'self' data:"
    response.headers[.xContentTypeOptions] = "nosniff"
    response.headers[.frameOptions] = "DENY"
    response.headers[.referrerPolicy] = "same-origin"
    response.headers[.permissionsPolicy] =
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
    response.headers[.openerPolicy] = "same-origin"
    response.headers[.resourcePolicy] = "same-origin"
    if overTLS { response.headers[.strictTransportSecurity] = "max-age=31536000" }
    // What a member sees is kept by no cache; files of ours say otherwise themselves.
    if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
    return response
}
