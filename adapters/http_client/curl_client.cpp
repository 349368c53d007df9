// The client on libcurl's easy interface: a handle for each request, so that no connection, cookie
// or credential of one target is seen by another.
#include <arpa/inet.h>
#include <curl/curl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cstring>
#include <mutex>

#include "adapters/http_client/addresses.hpp"
#include "adapters/http_client/http_client.hpp"

namespace onward::http_client {
namespace {

constexpr std::size_t head_bytes = 64U << 10U;

struct EasyClose {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct ListFree {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
struct UrlClose {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
using Easy = std::unique_ptr<CURL, EasyClose>;
using HeaderList = std::unique_ptr<curl_slist, ListFree>;

std::string lower(std::string_view text) {
  std::string low(text);
  for (char& c : low)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return low;
}

bool is_token(std::string_view text) {
  if (text.empty()) return false;
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool digit = c >= '0' && c <= '9';
    if (!letter && !digit && (c == '\0' || std::strchr("!#$%&'*+-.^_`|~", c) == nullptr))
      return false;
  }
  return true;
}

std::string part_of(CURLU* url, CURLUPart part, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, flags) != CURLUE_OK || text == nullptr) return {};
  std::string copy(text);
  curl_free(text);
  return copy;
}

/// One request under way: what libcurl's callbacks see.
struct Transfer {
  const AllowedTargets& allowed;
  const std::atomic<bool>& stopping;
  const Target& target;
  std::size_t answer_bytes;
  Answer answer;
  std::size_t head = 0;
  bool was_forbidden = false, was_too_large = false;
};

/// Called for each address that the name has: the one that is looked at here is the one that is
/// connected to.
curl_socket_t open_socket(void* at, curlsocktype, curl_sockaddr* address) {
  auto& transfer = *static_cast<Transfer*>(at);
  const auto found = address_of(address->addr);
  if (!found || !transfer.allowed.allows(transfer.target.host, *found)) {
    transfer.was_forbidden = true;
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

std::size_t take_header(char* bytes, std::size_t size, std::size_t count, void* at) {
  auto& transfer = *static_cast<Transfer*>(at);
  std::string_view line(bytes, size * count);
  transfer.head += line.size();
  if (transfer.head > head_bytes) {
    transfer.was_too_large = true;
    return 0;
  }
  while (line.ends_with('\r') || line.ends_with('\n') || line.ends_with(' ')) line.remove_suffix(1);
  // An interim answer (1xx) has a head of its own.
  if (line.starts_with("HTTP/")) transfer.answer.headers.clear();
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || line.starts_with("HTTP/")) return size * count;
  std::string_view value = line.substr(colon + 1);
  while (value.starts_with(' ') || value.starts_with('\t')) value.remove_prefix(1);
  transfer.answer.headers.push_back({lower(line.substr(0, colon)), std::string(value)});
  return size * count;
}

std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* at) {
  auto& transfer = *static_cast<Transfer*>(at);
  if (transfer.answer.body.size() + size * count > transfer.answer_bytes) {
    transfer.was_too_large = true;
    return 0;
  }
  transfer.answer.body.append(bytes, size * count);
  return size * count;
}

int look_at_progress(void* at, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<Transfer*>(at)->stopping ? 1 : 0;
}

class CurlClient final : public HttpClient {
 public:
  explicit CurlClient(AllowedTargets allowed) : allowed_(std::move(allowed)) {}
  Result<Answer> send(const Request& request) override;
  void stop() override { stopping_ = true; }

 private:
  [[nodiscard]] static Error failure(CURLcode code, const Transfer& transfer);
  static void set_up(CURL* handle, const Request& request, Transfer& transfer);
  static Result<HeaderList> headers_of(const Request& request);

  AllowedTargets allowed_;
  std::atomic<bool> stopping_{false};
};

Result<HeaderList> CurlClient::headers_of(const Request& request) {
  HeaderList list;
  const auto append = [&](const std::string& line) {
    list.reset(curl_slist_append(list.release(), line.c_str()));
  };
  append("Expect:");        // libcurl would wait a second for a 100 that many servers never send
  append("Content-Type:");  // nor does it say of a body what only the caller knows
  for (const Header& header : request.headers) {
    if (!is_header(header.name, header.value))
      return Error{ErrorCode::invalid, "the header \"" + header.name.substr(0, 100) +
                                           "\" has a name or a value that no header can have"};
    append(header.value.empty() ? header.name + ";" : header.name + ": " + header.value);
  }
  return list;
}

void CurlClient::set_up(CURL* handle, const Request& request, Transfer& transfer) {
  const auto set = [handle](CURLoption option, auto value) {
    ONWARD_CHECK(curl_easy_setopt(handle, option, value) == CURLE_OK);
  };
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_FOLLOWLOCATION, 0L);
  set(CURLOPT_PROXY,
      "");  // not that of the environment: the address that is vetted would be the proxy's
  set(CURLOPT_SSL_VERIFYPEER, 1L);
  set(CURLOPT_SSL_VERIFYHOST, 2L);
  set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  set(CURLOPT_ACCEPT_ENCODING, "");
  set(CURLOPT_USERAGENT, "Onward");
  set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request.connect_timeout.ms));
  set(CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout.ms));
  set(CURLOPT_OPENSOCKETFUNCTION, &open_socket);
  set(CURLOPT_OPENSOCKETDATA, &transfer);
  set(CURLOPT_HEADERFUNCTION, &take_header);
  set(CURLOPT_HEADERDATA, &transfer);
  set(CURLOPT_WRITEFUNCTION, &take_body);
  set(CURLOPT_WRITEDATA, &transfer);
  set(CURLOPT_NOPROGRESS, 0L);
  set(CURLOPT_XFERINFOFUNCTION, &look_at_progress);
  set(CURLOPT_XFERINFODATA, &transfer);
  if (request.body) {
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body->size()));
    set(CURLOPT_POSTFIELDS, request.body->data());
  }
  if (request.method == "HEAD") set(CURLOPT_NOBODY, 1L);
  set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
}

Result<Answer> CurlClient::send(const Request& request) {
  ONWARD_TRY(const Target target, target_of(request.url));
  if (!is_token(request.method))
    return Error{ErrorCode::invalid, "a method is a word such as GET or POST"};
  ONWARD_TRY(const HeaderList headers, headers_of(request));
  Transfer transfer{allowed_, stopping_, target, request.answer_bytes, {}, 0, false, false};
  if (stopping_) return failure(CURLE_ABORTED_BY_CALLBACK, transfer);
  const Easy easy(curl_easy_init());
  ONWARD_CHECK(easy != nullptr);
  set_up(easy.get(), request, transfer);
  ONWARD_CHECK(curl_easy_setopt(easy.get(), CURLOPT_HTTPHEADER, headers.get()) == CURLE_OK);
  if (curl_easy_setopt(easy.get(), CURLOPT_URL, request.url.c_str()) != CURLE_OK)
    return Error{ErrorCode::invalid, "the URL is none that can be sent to"};
  const CURLcode code = curl_easy_perform(easy.get());
  if (code != CURLE_OK) return failure(code, transfer);
  long status = 0;
  curl_off_t retry_after = 0;
  curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo(easy.get(), CURLINFO_RETRY_AFTER, &retry_after);
  transfer.answer.status = static_cast<int>(status);
  if (retry_after > 0) transfer.answer.retry_after = Duration{retry_after * 1'000};
  return std::move(transfer.answer);
}

Error CurlClient::failure(CURLcode code, const Transfer& transfer) {
  const std::string host = transfer.target.host + ":" + std::to_string(transfer.target.port);
  if (transfer.was_too_large)
    return {ErrorCode::too_large, "the answer of " + host + " is larger than " +
                                      std::to_string(transfer.answer_bytes) + " bytes"};
  if (code == CURLE_COULDNT_CONNECT && transfer.was_forbidden)
    return {ErrorCode::forbidden,
            host + " is at an address that is not public, and the configuration does not allow it"};
  if (code == CURLE_ABORTED_BY_CALLBACK)
    return {ErrorCode::unavailable, "the call to " + host + " was broken off: the server stops"};
  // libcurl's sentence for the code has nothing of the request in it, unlike its error buffer.
  return {ErrorCode::unavailable, host + " gave no answer: " + curl_easy_strerror(code)};
}

}  // namespace

Result<Target> target_of(std::string_view url) {
  const std::string text(url);
  const std::unique_ptr<CURLU, UrlClose> parsed(curl_url());
  ONWARD_CHECK(parsed != nullptr);
  const Error wrong{ErrorCode::invalid, "an absolute URL with http: or https: is expected"};
  if (text.find('\0') != std::string::npos) return wrong;
  if (curl_url_set(parsed.get(), CURLUPART_URL, text.c_str(), CURLU_NON_SUPPORT_SCHEME) !=
      CURLUE_OK)
    return wrong;
  Target target;
  target.scheme = lower(part_of(parsed.get(), CURLUPART_SCHEME));
  target.host = lower(part_of(parsed.get(), CURLUPART_HOST));
  if ((target.scheme != "http" && target.scheme != "https") || target.host.empty()) return wrong;
  if (!part_of(parsed.get(), CURLUPART_USER).empty() ||
      !part_of(parsed.get(), CURLUPART_PASSWORD).empty())
    return Error{ErrorCode::invalid, "a URL has no user and no password in it: name a secret"};
  if (target.host.starts_with('[') && target.host.ends_with(']'))
    target.host = target.host.substr(1, target.host.size() - 2);
  target.port = static_cast<unsigned>(
      std::stoul("0" + part_of(parsed.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT)));
  return target;
}

bool is_header(std::string_view name, std::string_view value) {
  if (!is_token(name) || name.size() > 255 || value.size() > (8U << 10U)) return false;
  for (const char c : value)
    if ((static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F) return false;
  return true;
}

Result<std::unique_ptr<HttpClient>> make_client(const std::vector<std::string>& allowed) {
  static std::once_flag started;  // libcurl asks for it once, before any thread uses it
  std::call_once(started, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  ONWARD_TRY(AllowedTargets targets, AllowedTargets::from(allowed));
  return std::unique_ptr<HttpClient>(std::make_unique<CurlClient>(std::move(targets)));
}

}  // namespace onward::http_client
