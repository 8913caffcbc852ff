package io.databricksoperator.embedded;

import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import java.io.IOException;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;

/**
 * Fabric8's HTTP client, safe for watches over plain HTTP. Fabric8 ends such a watch by closing its
 * body while another thread still reads it; both then work on the same memory, which okio lends
 * from a pool of the whole process, so that a stopped operator's watch garbles what any other
 * client in the process reads. Watches over web sockets, which a real API server offers, have no
 * such trouble.
 */
public final class WatchHttp extends OkHttpClientFactory {

  @Override
  protected void additionalConfig(OkHttpClient.Builder builder) {
    builder.addInterceptor(WatchHttp::careful);
  }

  private static Response careful(Interceptor.Chain chain) throws IOException {
    var response = chain.proceed(chain.request());
    return "true".equals(chain.request().url().queryParameter("watch"))
        ? response.newBuilder().body(new Body(response.body(), chain.call())).build()
        : response;
  }

  private static final class Body extends ResponseBody {
    private final ResponseBody body;
    private final BufferedSource source;

    Body(ResponseBody body, Call call) {
      this.body = body;
      this.source = Okio.buffer(new OneAtATime(body.source(), call));
    }

    @Override
    public MediaType contentType() {
      return body.contentType();
    }

    @Override
    public long contentLength() {
      return body.contentLength();
    }

    @Override
    public BufferedSource source() {
      return source;
    }
  }

  /** Who closes it while another reads only breaks the connection; the reader then closes it. */
  private static final class OneAtATime extends ForwardingSource {
    private final Call call;
    private final Buffer arrived = new Buffer();
    private boolean reading;
    private boolean closed;

    OneAtATime(Source source, Call call) {
      super(source);
      this.call = call;
    }

    @Override
    public long read(Buffer sink, long most) throws IOException {
      begin();
      try {
        long count = super.read(arrived, most);
        return pass(count, sink);
      } finally {
        end();
      }
    }

    @Override
    public void close() throws IOException {
      synchronized (this) {
        closed = true;
        if (reading) {
          call.cancel();
          return;
        }
      }
      super.close();
    }

    private synchronized void begin() throws IOException {
      if (closed) {
        throw new IOException("closed");
      }
      reading = true;
    }

    private synchronized long pass(long count, Buffer sink) throws IOException {
      if (closed) {
        throw new IOException("closed");
      }
      if (count > 0) {
        sink.write(arrived, count);
      }
      return count;
    }

    private void end() throws IOException {
      synchronized (this) {
        reading = false;
        if (!closed) {
          return;
        }
      }
      super.close();
    }
  }
}
