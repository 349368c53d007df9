#include "engine/instance/codec_reader.hpp"

#include "engine/instance/codec.hpp"

namespace onward::codec {

void Reader::begin() {
  get(version_);
  if (!ok()) return;
  if (version_ == 0) return fail("a version that never was");
  if (version_ > codec_version) fail("written by a newer version of Onward");
}

void Reader::fail(const char* what) {
  if (wrong_ != nullptr) return;
  wrong_ = what;
  wrong_at_ = at_;
  at_ = bytes_.size();  // nothing more is read
}

Result<Done> Reader::finish() {
  if (ok() && at_ != bytes_.size()) fail("bytes are left over");
  if (ok()) return Done{};
  return Error{ErrorCode::malformed,
               "stored bytes cannot be read: " + std::string(wrong_) + " at byte " +
                   std::to_string(wrong_at_) + " of " + std::to_string(bytes_.size()),
               std::to_string(wrong_at_)};
}

std::uint8_t Reader::byte() {
  if (at_ == bytes_.size()) {
    fail("the end came too early");
    return 0;
  }
  return static_cast<std::uint8_t>(bytes_[at_++]);
}

std::uint64_t Reader::varint() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    const std::uint64_t part = byte();
    if (shift == 63 && part > 1) break;
    value |= (part & 0x7fU) << shift;
    if ((part & 0x80U) == 0) return value;
  }
  fail("a number has more than 64 bits");
  return 0;
}

std::string_view Reader::text() {
  const std::size_t size = count();
  const std::string_view found = bytes_.substr(at_, size);
  at_ += size;
  return found;
}

std::size_t Reader::count() {
  const std::uint64_t claimed = varint();
  if (claimed <= bytes_.size() - at_) return static_cast<std::size_t>(claimed);
  fail("the end came too early");
  return 0;
}

void Reader::get(bool& value) {
  const std::uint8_t number = byte();
  if (number > 1) return fail("neither true nor false");
  value = number == 1;
}

}  // namespace onward::codec
