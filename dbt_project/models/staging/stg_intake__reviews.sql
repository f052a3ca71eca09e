{{ stage('reviews') }}
